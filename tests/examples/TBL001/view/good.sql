CREATE TABLE public.documents (id bigint PRIMARY KEY, title text, status text NOT NULL);
CREATE VIEW public.published WITH (security_invoker = true) AS SELECT id, title FROM public.documents WHERE status = 'published';
