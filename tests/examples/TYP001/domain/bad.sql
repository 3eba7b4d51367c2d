ALTER DOMAIN public.email DROP CONSTRAINT looks_like_one;
