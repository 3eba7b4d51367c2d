ALTER POLICY own ON public.orders WITH CHECK (organization_id IN (1, 2, 3));
ALTER POLICY move ON public.orders WITH CHECK (note = current_setting('app.note', true));
