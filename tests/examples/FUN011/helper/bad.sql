CREATE OR REPLACE FUNCTION public.claim(text) RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT current_setting('request.jwt.claims', true)::jsonb -> 'user_metadata' ->> $1 $$;
