CREATE TABLE public.integrations (id integer PRIMARY KEY);
INSERT INTO public.integrations VALUES (1), (2);
CREATE TABLE public.workflows (id integer PRIMARY KEY, steps jsonb NOT NULL, draft jsonb, layout json);
INSERT INTO public.workflows VALUES (10, '[{"integrationId": 1}]', '{"n": 1}', '{"integrationId": 77}');
