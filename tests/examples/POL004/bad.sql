ALTER POLICY own ON public.orders TO example_owner;
CREATE TABLE public.notes (id bigint PRIMARY KEY);
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.notes TO example_app;
CREATE TABLE public.history (id bigint PRIMARY KEY);
ALTER TABLE public.history ENABLE ROW LEVEL SECURITY;
