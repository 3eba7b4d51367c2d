-- Stands in for the extension uuid-ossp, which Supabase has installed and the migrations take for granted.

CREATE FUNCTION public.uuid_generate_v4() RETURNS uuid LANGUAGE sql SET search_path = pg_catalog
    RETURN gen_random_uuid();
