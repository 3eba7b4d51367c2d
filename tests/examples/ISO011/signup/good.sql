CREATE ROLE example_app NOLOGIN;
CREATE SCHEMA auth;
CREATE TABLE auth.users (id int PRIMARY KEY, raw_user_meta_data json, raw_app_meta_data json);
ALTER TABLE auth.users ENABLE ROW LEVEL SECURITY;
CREATE TABLE public.tenants (id int PRIMARY KEY);
INSERT INTO public.tenants VALUES (1), (2);
CREATE TABLE public.members (tenant_id int NOT NULL REFERENCES public.tenants, user_id int NOT NULL, PRIMARY KEY (tenant_id, user_id));
CREATE TABLE public.invitations (tenant_id int NOT NULL REFERENCES public.tenants, code text PRIMARY KEY);
ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.members ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.invitations ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.members TO example_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int);
GRANT SELECT ON public.members TO example_app;
CREATE FUNCTION public.invited() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    INSERT INTO public.members (tenant_id, user_id)
        SELECT i.tenant_id, NEW.id FROM public.invitations AS i WHERE i.code = NEW.raw_user_meta_data ->> 'code';
    RETURN NEW;
END $$;
CREATE TRIGGER invited AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION public.invited();
