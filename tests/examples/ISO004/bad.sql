ALTER POLICY own ON public.orders USING (organization_id = app.organization() AND paid IS NULL);
