CREATE FUNCTION public.is_code(code text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length(code) = 3';
CREATE TABLE public.events (at date NOT NULL, code text CHECK (public.is_code(code))) PARTITION BY RANGE (at);
CREATE TABLE public.events_2025 PARTITION OF public.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE public."Odd Name" ("the value" text CHECK ("the value" LIKE '%x%')) ;
INSERT INTO public.events VALUES ('2025-02-01', 'abc');
INSERT INTO public."Odd Name" VALUES ('axb');
