CREATE ROLE app NOLOGIN;
CREATE ROLE clerk NOLOGIN;
CREATE TABLE public.customers (id bigint PRIMARY KEY, organization_id bigint NOT NULL);
ALTER TABLE public.customers ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.customers TO app USING (organization_id = current_setting('app.org_id')::bigint);
