CREATE TABLE public.plain (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE public.items (id bigint PRIMARY KEY, embedding extensions.vector(3) NOT NULL, many extensions.vector[]);
CREATE INDEX items_near ON public.items USING hnsw (embedding extensions.vector_cosine_ops);
CREATE TABLE public.places (id bigint PRIMARY KEY, spot extensions.geometry(Point, 4326), span extensions.heights);
CREATE VIEW public.whole AS SELECT extensions.st_union(spot) AS spot FROM public.places;
CREATE FUNCTION public.nearest(one extensions.vector) RETURNS bigint LANGUAGE sql STABLE AS
  'SELECT id FROM public.items ORDER BY embedding OPERATOR(extensions.<=>) one LIMIT 1';
CREATE FUNCTION public.nightly() RETURNS bigint LANGUAGE plpgsql AS
  $$ BEGIN RETURN cron.schedule('nightly', '0 3 * * *', 'SELECT 1'); END $$;
CREATE FUNCTION public.broken() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN missing FROM public.plain; END $$;
CREATE VIEW public.jobs AS SELECT jobid, schedule FROM cron.job;
