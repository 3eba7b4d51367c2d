CREATE TABLE public.countries (code text PRIMARY KEY, name text);
GRANT SELECT ON public.countries TO PUBLIC;
CREATE TABLE public.notes (id bigint PRIMARY KEY, body text);
GRANT SELECT, INSERT, DELETE ON public.notes TO authenticated;
CREATE TABLE public.users (id bigint PRIMARY KEY, name text, password_hash text, passport_no text);
GRANT SELECT (id, name, password_hash) ON public.users TO anon;
