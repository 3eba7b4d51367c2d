ALTER VIEW public.titles SET (security_invoker = false);
