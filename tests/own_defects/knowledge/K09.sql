-- K09 [functions] who you are is what you say
-- names: auth.uid()
CREATE OR REPLACE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT (nullif(current_setting('request.headers', true), '')::jsonb ->> 'x-user')::uuid $$;
