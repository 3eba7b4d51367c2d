CREATE FUNCTION public.backend() RETURNS integer LANGUAGE internal AS 'pg_backend_pid';
