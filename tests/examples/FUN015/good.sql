CREATE ROLE anon NOLOGIN;
CREATE SCHEMA auth;
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$SELECT current_setting('app.user', true)::uuid$$;
CREATE TABLE public.profiles (id uuid PRIMARY KEY, name text, credits bigint);
ALTER TABLE public.profiles ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION public.rename(new_name text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = ''
    AS $$UPDATE public.profiles SET name = new_name WHERE id = auth.uid()$$;
CREATE FUNCTION public.give(person uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = ''
    AS $$UPDATE public.profiles SET credits = credits + 1 WHERE id = person$$;
REVOKE EXECUTE ON FUNCTION public.give(uuid) FROM PUBLIC;
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
    AS $$BEGIN UPDATE public.profiles SET name = name; RETURN NEW; END$$;
CREATE FUNCTION public.count_all() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = ''
    AS $$SELECT count(*) FROM public.profiles$$;
CREATE FUNCTION public.opened() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
    AS $$ BEGIN ALTER TABLE public.profiles DISABLE ROW LEVEL SECURITY; END $$;
REVOKE EXECUTE ON FUNCTION public.opened() FROM PUBLIC;
CREATE FUNCTION public.asked() RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = ''
    AS $$ SELECT 'yes' /* drop policy asked */ $$;
