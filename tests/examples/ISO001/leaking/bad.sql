ALTER POLICY own ON public.notes USING (organization_id = app.organization() OR current_setting('app.support', true) = 'on');
