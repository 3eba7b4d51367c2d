CREATE TABLE public.pages (id bigint PRIMARY KEY, slug text);
CREATE UNIQUE INDEX pages_slug ON public.pages (slug);
CREATE INDEX pages_accnew ON public.pages (slug);
