CREATE ROLE tenant NOLOGIN;
CREATE TABLE public.documents (id bigint PRIMARY KEY, published boolean);
CREATE VIEW public.published WITH (security_barrier) AS SELECT id FROM public.documents WHERE published;
CREATE VIEW public.invoked WITH (security_invoker) AS SELECT id FROM public.documents WHERE published;
CREATE VIEW public.every AS SELECT id FROM public.documents;
GRANT SELECT ON public.published, public.invoked, public.every TO tenant;
