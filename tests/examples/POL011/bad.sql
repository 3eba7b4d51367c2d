ALTER POLICY members ON public.docs USING (EXISTS (
    SELECT FROM public.members m WHERE m.org_id = org_id AND m.user_id = auth.uid()));
CREATE FUNCTION public.is_admin(org_id bigint) RETURNS boolean LANGUAGE sql STABLE
    AS $$SELECT EXISTS (SELECT FROM public.members m WHERE m.org_id = org_id AND m.user_id = auth.uid())$$;
ALTER POLICY helped ON public.docs USING (public.is_admin(org_id));
