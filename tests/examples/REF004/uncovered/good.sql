CREATE TABLE public.workflows (id integer PRIMARY KEY, kind text NOT NULL);
INSERT INTO public.workflows VALUES (1, 'schedule'), (2, 'manual'), (3, 'schedule');
CREATE TABLE public.schedules (id integer PRIMARY KEY, workflow_id integer NOT NULL);
INSERT INTO public.schedules VALUES (7, 1), (8, 3);
