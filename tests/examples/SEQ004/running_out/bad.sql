SELECT setval('public.notes_id_seq', 2000000000);
SELECT setval('public.codes', 5000000000000000000);
