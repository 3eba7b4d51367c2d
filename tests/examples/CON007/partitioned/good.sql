CREATE TABLE public.accounts (id integer PRIMARY KEY);
CREATE TABLE public.entries (account integer REFERENCES public.accounts, at date) PARTITION BY RANGE (at);
CREATE TABLE public.entries_2025 PARTITION OF public.entries FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO public.accounts VALUES (1);
INSERT INTO public.entries VALUES (1, '2025-01-01');
