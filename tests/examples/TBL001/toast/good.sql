CREATE TABLE public.notes (id integer PRIMARY KEY, body text) WITH (toast.vacuum_truncate = false);
