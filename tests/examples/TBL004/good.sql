CREATE SCHEMA app;
CREATE SCHEMA archive;
CREATE TABLE public.customers (id bigint PRIMARY KEY);
CREATE TABLE archive.customers (id bigint PRIMARY KEY);
CREATE ROLE web LOGIN;
ALTER ROLE web SET search_path = app, public;
