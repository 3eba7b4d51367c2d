CREATE SCHEMA stats;
ALTER TABLE public.counts SET SCHEMA stats;
