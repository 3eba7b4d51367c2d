ALTER VIEW public.published RESET (security_barrier);
