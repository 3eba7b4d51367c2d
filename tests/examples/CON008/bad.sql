-- What a changed collation or a crash does to an index: it lets in what it no longer finds.
UPDATE pg_index SET indisunique = false WHERE indexrelid = 'public.users_email_key'::regclass;
INSERT INTO public.users VALUES (5, 'ANN@one.test', false);
UPDATE pg_index SET indisunique = true WHERE indexrelid = 'public.users_email_key'::regclass;
