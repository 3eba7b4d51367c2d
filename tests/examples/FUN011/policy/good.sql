CREATE TABLE public.documents (id bigint PRIMARY KEY, tenant_id text, token text);
ALTER TABLE public.documents ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.documents USING (tenant_id = current_setting('request.jwt.claims', true)::jsonb ->> 'tenant');
