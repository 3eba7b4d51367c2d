ALTER TABLE public.jobs ADD calls regprocedure, ADD within regnamespace[];
