CREATE TABLE public.email_queue (id integer PRIMARY KEY, status text, run_at timestamptz);
CREATE TABLE public.jobs (id integer PRIMARY KEY, title text, status text, created_at timestamptz);  -- vacancies
INSERT INTO public.email_queue VALUES
    (1, 'pending', now()), (2, 'sent', now() - interval '30 days'), (3, 'pending', now() + interval '3 days');
INSERT INTO public.jobs VALUES (1, 'Gardener', 'pending', now() - interval '30 days');
CREATE TABLE public.task_queue (id integer PRIMARY KEY, assigned_to integer, status text, due_at timestamptz);  -- for people
INSERT INTO public.task_queue VALUES (1, 7, 'pending', now() - interval '30 days');
