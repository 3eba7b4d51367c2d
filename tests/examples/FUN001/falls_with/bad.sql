ALTER FUNCTION public.greeting() DEPENDS ON EXTENSION pg_trgm;
