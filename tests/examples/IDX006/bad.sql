DROP INDEX public.templates_of_all;
