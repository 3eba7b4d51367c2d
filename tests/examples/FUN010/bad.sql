ALTER FUNCTION public.tenant() VOLATILE;
ALTER FUNCTION public.person() IMMUTABLE;
ALTER FUNCTION public.double(bigint) VOLATILE;
