CREATE OR REPLACE FUNCTION public.set_flag(flag text, value boolean) RETURNS void LANGUAGE sql SECURITY DEFINER
  SET search_path = '' AS 'UPDATE public.flags SET enabled = value WHERE name = flag';
REVOKE EXECUTE ON FUNCTION public.set_flag(text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.set_flag(text, boolean) TO member;
GRANT EXECUTE ON FUNCTION public.forget() TO anon;
CREATE FUNCTION public.visit(of text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS
  'UPDATE public.visits SET number = number + 1 WHERE page = of';
