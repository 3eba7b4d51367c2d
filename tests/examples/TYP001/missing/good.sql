CREATE TYPE public.address AS (street text, town text);
