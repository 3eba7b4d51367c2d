CREATE ROLE example_app LOGIN;
CREATE ROLE example_report NOLOGIN;
CREATE EXTENSION postgres_fdw;
CREATE SERVER archive FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'archive.example', dbname 'archive');
CREATE USER MAPPING FOR postgres SERVER archive OPTIONS (user 'reader');
CREATE TABLE public.orders (id bigint PRIMARY KEY);
GRANT SELECT ON public.orders TO example_app;
