CREATE INDEX pages_slug_ccnew ON public.pages (slug);
