ALTER POLICY own ON public.orders USING (organization_id = organization_id);
ALTER POLICY own ON public.organizations USING (id = current_setting('app.org', true)::bigint OR 1 = 1);
CREATE POLICY plant ON public.orders FOR INSERT TO example_app WITH CHECK (organization_id IS NOT NULL);
ALTER POLICY active ON public.templates USING (true);
CREATE POLICY everybody ON public.people FOR SELECT TO example_app USING (true);
CREATE POLICY everybody ON public.profiles FOR SELECT TO example_app USING (true);
