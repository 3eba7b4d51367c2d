CREATE POLICY by_header ON public.documents USING (tenant_id = current_setting('request.headers', true)::json ->> 'x-tenant');
CREATE POLICY by_user ON public.documents USING (tenant_id = current_setting('request.jwt.claims', true)::jsonb #>> '{user_metadata,tenant}');
CREATE POLICY by_link ON public.documents USING (token = current_setting('request.headers', true)::json ->> 'x-share-token');
CREATE POLICY by_machine ON public.documents USING (token = current_setting('request.headers', true)::json ->> 'x-shopkey');
