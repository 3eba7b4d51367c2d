CREATE TABLE public.flows (id integer PRIMARY KEY, graph jsonb NOT NULL, settings json DEFAULT '{}', payload jsonb);
-- Settings that nobody made are empty, and events of some kind have what others have not.
INSERT INTO public.flows
SELECT n, jsonb_build_object('version', 2, 'steps', '[]'::jsonb, 'note', CASE WHEN n = 3 THEN 'x' END),
    CASE WHEN n % 2 = 0 THEN '{}'::json ELSE '{"theme": "dark"}' END,
    CASE WHEN n = 4 THEN '{"kind": "ping"}'::jsonb WHEN n % 3 = 0 THEN '{"kind": "paid", "invoice": 3, "at": 1}' ELSE '{"kind": "left", "at": 1}' END
FROM generate_series(1, 60) AS n;
