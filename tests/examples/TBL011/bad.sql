GRANT SELECT ON public.counts TO tenant;
