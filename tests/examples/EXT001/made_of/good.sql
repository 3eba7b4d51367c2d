CREATE EXTENSION pgcrypto;
CREATE TABLE public.notes (id int PRIMARY KEY);
