ALTER TABLE public.events_a ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.events_a FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON public.events_a TO tenant USING (tenant_id = current_setting('app.tenant', true)::bigint);
