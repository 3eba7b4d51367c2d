ALTER POLICY own ON public.customers USING (organization_id = organization_id);
