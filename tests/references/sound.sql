CREATE TABLE public.i (id integer PRIMARY KEY, org integer, live boolean, slug text);
INSERT INTO public.i VALUES (1, 1, true, 'one'), (2, 1, true, 'two'), (3, 2, true, 'three');
CREATE TABLE public.w (id integer PRIMARY KEY, org integer, tags integer[], doc jsonb);
INSERT INTO public.w VALUES
    (1, 1, '{1,2}', '{"id": "top", "integrationId": 1, "docs": [1, 2], "steps": [{"id": "a", "config": {"steps": [{"config": {"steps": [{"config": {"integrationId": 2}}]}}]}}]}'),
    (2, 2, '{3}', '{"id": "top", "integrationId": 3, "docs": []}');
CREATE TABLE public.kinds (name text PRIMARY KEY);
INSERT INTO public.kinds VALUES ('i'), ('w');
CREATE TABLE public.n (id integer PRIMARY KEY, org integer, kind text, target integer);
INSERT INTO public.n VALUES (1, 1, 'i', 1), (2, 1, 'w', 1), (3, 2, 'i', 3), (4, 2, 'w', 2);
CREATE TABLE public.m (id integer PRIMARY KEY, org integer, path text);
INSERT INTO public.m VALUES (1, 1, '/one'), (2, 2, '/three');
CREATE TABLE public.c (id integer PRIMARY KEY, cron text, zone text, token text);
INSERT INTO public.c VALUES
    (1, '0 2 * * *', 'Europe/Vienna', '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978'),
    (2, '*/5 * * * *', 'UTC', '1f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978');
CREATE TABLE public.k (id integer PRIMARY KEY, org integer, parent_id integer);
INSERT INTO public.k VALUES (1, 1, NULL), (2, 1, 1), (3, 1, 2), (4, 2, NULL);
