CREATE FUNCTION public.joined() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    INSERT INTO public.members (tenant_id, user_id) VALUES ((NEW.raw_user_meta_data ->> 'tenant')::int, NEW.id);
    RETURN NEW;
END $$;
CREATE TRIGGER joined AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION public.joined();
