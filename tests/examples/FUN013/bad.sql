CREATE FUNCTION public.take(person uuid, amount bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
    AS $$BEGIN UPDATE public.profiles SET credits = credits - amount WHERE id = person; END$$;
CREATE FUNCTION public.join_by(invitation_token text, person uuid) RETURNS void LANGUAGE sql SECURITY DEFINER
    SET search_path = '' AS $$INSERT INTO public.profiles (id) VALUES (person)$$;
CREATE FUNCTION public.sign_up(person uuid, password text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = ''
    AS $$INSERT INTO public.profiles (id, name) VALUES (person, md5(password))$$;
