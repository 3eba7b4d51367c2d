ALTER TABLE public.customers RENAME TO clients;
DROP FUNCTION public.slug(text);
