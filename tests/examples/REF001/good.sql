CREATE TABLE public.integrations (id integer PRIMARY KEY, clinic_id integer, enabled boolean NOT NULL DEFAULT true);
INSERT INTO public.integrations VALUES (1, 1), (2, 1), (3, 2), (4, NULL);
CREATE TABLE public.workflows (id integer PRIMARY KEY, clinic_id integer NOT NULL, steps jsonb NOT NULL);
INSERT INTO public.workflows VALUES
    (10, 1, '[{"integrationId": 1}, {"loop": {"steps": [{"if": {"then": [{"config": {"integrationId": 2}}]}}]}}]'),
    (11, 2, '[{"integrationId": 3}, {"integrationId": "{{trigger.integration}}"}, {"integrationId": null}]'),
    (12, 2, '[{"integrationId": 4}]');
