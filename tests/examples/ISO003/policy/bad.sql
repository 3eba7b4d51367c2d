ALTER POLICY own ON public.notes USING (organization_id IS NOT NULL);
