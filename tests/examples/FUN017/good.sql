CREATE ROLE anon NOLOGIN;
CREATE ROLE member NOLOGIN;
CREATE TABLE public.flags (name text PRIMARY KEY, enabled boolean NOT NULL);
CREATE TABLE public.visits (page text PRIMARY KEY, number bigint NOT NULL);
CREATE TABLE public.drafts (id bigint PRIMARY KEY, body text);
ALTER TABLE public.flags ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.visits ENABLE ROW LEVEL SECURITY;
CREATE POLICY open ON public.flags FOR SELECT TO anon, member USING (true);
GRANT SELECT ON public.flags TO anon, member;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.drafts TO anon;
CREATE FUNCTION public.set_flag(flag text, value boolean) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS
  $$ UPDATE public.flags SET enabled = value WHERE name = flag AND current_setting('app.role', true) = 'operator' $$;
CREATE FUNCTION public.forget() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS
  'DELETE FROM public.visits';
REVOKE EXECUTE ON FUNCTION public.forget() FROM PUBLIC;
CREATE FUNCTION public.redraft(draft bigint, words text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS
  'UPDATE public.drafts SET body = words WHERE id = draft';
REVOKE EXECUTE ON FUNCTION public.redraft(bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.redraft(bigint, text) TO anon;
CREATE FUNCTION public.enable_with(secret_token text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS
  'UPDATE public.flags SET enabled = true WHERE name = secret_token';
