CREATE VIEW public.people AS SELECT id, email FROM auth.users;
GRANT SELECT ON public.people TO anon;
CREATE MATERIALIZED VIEW public.all_people AS SELECT * FROM auth.users;
GRANT SELECT ON public.all_people TO anon;
CREATE TABLE kept.partners (id bigint PRIMARY KEY, api_key text);
CREATE VIEW public.partners AS SELECT id, api_key FROM kept.partners;
GRANT SELECT ON public.partners TO anon;
