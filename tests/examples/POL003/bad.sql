ALTER TABLE public.orders DISABLE ROW LEVEL SECURITY;
DROP POLICY own ON public.orders;
CREATE TABLE public.events_2026 PARTITION OF public.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
GRANT SELECT ON public.events_2026 TO example_app;
CREATE TABLE public.events_2027 PARTITION OF public.events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
