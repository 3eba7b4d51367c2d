CREATE TABLE public.integrations (id integer PRIMARY KEY);
INSERT INTO public.integrations VALUES (1), (2);
CREATE TABLE public.workflows (id integer PRIMARY KEY, steps jsonb NOT NULL);
INSERT INTO public.workflows VALUES
    (10, '[{"type": "call", "integrationId": 1}, {"type": "loop", "body": [{"type": "call", "config": {"integrationId": 2}}]}]'),
    (11, '[{"type": "wait"}, {"type": ["call"]}]');
