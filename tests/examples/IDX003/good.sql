CREATE TABLE public.pages (id bigint PRIMARY KEY, slug text UNIQUE, title text);
CREATE INDEX by_slug_title ON public.pages (slug, title);
CREATE INDEX by_title ON public.pages (title);
CREATE INDEX by_title_down ON public.pages (title DESC);
CREATE INDEX by_some_title ON public.pages (title) WHERE id > 10;
CREATE INDEX by_hash ON public.pages USING hash (title);
