ALTER FUNCTION public.same(text) LEAKPROOF;
