CREATE INDEX by_title_again ON public.pages (title);
CREATE INDEX by_slug ON public.pages (slug);
