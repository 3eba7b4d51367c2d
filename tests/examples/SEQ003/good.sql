CREATE SEQUENCE public.codes;
