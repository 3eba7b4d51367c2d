CREATE DOMAIN public.email AS text CONSTRAINT looks_like_one CHECK (VALUE LIKE '%@%');
