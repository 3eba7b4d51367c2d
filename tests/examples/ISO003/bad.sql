CREATE VIEW public.all_orders AS SELECT o.organization_id, o.paid FROM public.orders AS o;
GRANT SELECT ON public.all_orders TO clerk;
