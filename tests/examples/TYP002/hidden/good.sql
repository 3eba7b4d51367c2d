CREATE SCHEMA app;
CREATE TYPE public.state AS ENUM ('open', 'paid');
CREATE TYPE app.kind AS ENUM ('a', 'b');
CREATE TABLE public.invoices (id bigint PRIMARY KEY, state public.state, kinds app.kind[]);
CREATE ROLE web LOGIN;
ALTER ROLE web SET search_path = app, public;
