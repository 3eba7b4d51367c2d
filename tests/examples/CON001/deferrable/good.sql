CREATE TABLE public.pages (tenant bigint, slug text, CONSTRAINT pages_slug UNIQUE (tenant, slug));
