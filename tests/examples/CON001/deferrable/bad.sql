-- INSERT ... ON CONFLICT (tenant, slug) is refused from now on.
ALTER TABLE public.pages DROP CONSTRAINT pages_slug;
ALTER TABLE public.pages ADD CONSTRAINT pages_slug UNIQUE (tenant, slug) DEFERRABLE INITIALLY DEFERRED;
