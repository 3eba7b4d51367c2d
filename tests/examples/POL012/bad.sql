GRANT UPDATE ON public.profiles TO app;
ALTER POLICY accept ON public.members WITH CHECK (user_id = auth.uid());
