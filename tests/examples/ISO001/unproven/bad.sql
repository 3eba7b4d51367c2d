CREATE TABLE public.clerks (organization_id bigint, name name);
ALTER TABLE public.clerks OWNER TO keeper;
GRANT SELECT ON public.clerks TO clerk;
ALTER TABLE public.clerks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON public.clerks TO clerk USING (organization_id = app.organization() AND name = current_user);
ALTER POLICY own ON public.orders USING (organization_id IN (SELECT c.organization_id + 0 FROM public.clerks AS c));
