CREATE TABLE public.users (id integer PRIMARY KEY, email text NOT NULL, backup_codes text);
CREATE TABLE public.backup_codes (id integer PRIMARY KEY, code text);  -- a feature, not a backup
CREATE TABLE public.debug_empty (x text);
CREATE TABLE public.events (id integer, at date, what text) PARTITION BY RANGE (at);
CREATE TABLE public.events_20250101 PARTITION OF public.events FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
CREATE TABLE public.colours (id integer PRIMARY KEY, name text NOT NULL, place integer);
CREATE TABLE public.sizes (id integer PRIMARY KEY, name text NOT NULL, place integer);  -- alike, with a key of its own
INSERT INTO public.users VALUES (1, 'ann@one.test', 'x');
INSERT INTO public.backup_codes VALUES (1, 'x');
INSERT INTO public.events VALUES (1, '2025-01-05', 'x');
INSERT INTO public.sizes VALUES (1, 'small', 1);
