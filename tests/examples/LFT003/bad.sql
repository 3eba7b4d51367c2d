CREATE SCHEMA safe;
CREATE TABLE safe.people AS TABLE public.users;
CREATE TABLE public."usersBackup" AS SELECT id FROM public.users;
CREATE TABLE public.invoices_20250301 (id integer);
INSERT INTO public.invoices_20250301 VALUES (1);
INSERT INTO public.debug_empty VALUES ('x');
