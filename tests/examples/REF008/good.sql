CREATE TABLE public.workflows (id integer PRIMARY KEY, steps jsonb NOT NULL);
INSERT INTO public.workflows VALUES (1, '[{"id": "a", "next": "b"}, {"id": "b", "next": null, "steps": [{"id": "c"}]}]'), (2, '[{"id": "a"}]');
