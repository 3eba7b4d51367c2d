ALTER POLICY added ON public.members WITH CHECK (tenant_id IN (SELECT app.tenants()));
