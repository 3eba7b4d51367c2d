CREATE SCHEMA auth;
CREATE TABLE auth.users (id uuid PRIMARY KEY, email text, phone text);
CREATE TABLE auth.sessions (id uuid PRIMARY KEY);
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE
    AS $$ SELECT nullif(current_setting('request.sub', true), '')::uuid $$;
CREATE FUNCTION auth.trim() RETURNS text LANGUAGE sql AS $$ SELECT 'nobody asks' $$;
CREATE TABLE public.profiles (id uuid PRIMARY KEY REFERENCES auth.users (id), name text);
ALTER TABLE public.profiles ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.profiles USING (id = auth.uid());
CREATE FUNCTION public.greet() RETURNS trigger LANGUAGE plpgsql SET search_path = ''
    AS $$ BEGIN INSERT INTO public.profiles VALUES (NEW.id, NEW.email); RETURN NEW; END $$;
CREATE TRIGGER greet AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION public.greet();
-- What nothing here names may change.
ALTER TABLE auth.users ADD COLUMN seen timestamptz;
