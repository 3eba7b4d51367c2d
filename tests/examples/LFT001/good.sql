CREATE TABLE public.mails (id integer PRIMARY KEY, status text NOT NULL, queued_at timestamptz NOT NULL);
INSERT INTO public.mails VALUES (1, 'pending', now()), (2, 'sent', now() - interval '9 days'), (3, '50%', now() - interval '9 days');
