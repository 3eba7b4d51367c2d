CREATE POLICY all_own ON public.docs USING (author = auth.uid());
