CREATE TABLE public.mails (id integer PRIMARY KEY, sent boolean NOT NULL, queued_at date NOT NULL);
