CREATE TABLE public.restored AS SELECT n AS id FROM generate_series(1, 5000) AS n;
CREATE UNIQUE INDEX ON public.restored (id);
DELETE FROM pg_catalog.pg_statistic WHERE starelid = 'public.known'::regclass;
