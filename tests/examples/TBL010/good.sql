CREATE TABLE public.documents (id bigint PRIMARY KEY);
CREATE MATERIALIZED VIEW public.counts AS SELECT count(*) FROM public.documents;
