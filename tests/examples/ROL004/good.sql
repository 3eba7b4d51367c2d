CREATE ROLE example_app LOGIN VALID UNTIL '2999-01-01';
CREATE ROLE legacy_reader NOLOGIN;
CREATE ROLE contest_reader LOGIN;
CREATE TABLE public.orders (id bigint PRIMARY KEY);
GRANT SELECT ON public.orders TO example_app, legacy_reader, contest_reader;
