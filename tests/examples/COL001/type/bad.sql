-- information_schema says "character varying" before and after.
ALTER TABLE public.customers ALTER COLUMN phone TYPE varchar(16);
