ALTER POLICY own ON public.docs USING (author = auth.uid());
ALTER POLICY own ON public.members USING (user_id = current_setting('app.user')::bigint AND org_id > auth.uid());
