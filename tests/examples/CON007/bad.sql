SET session_replication_role = replica;
DELETE FROM public.parents WHERE b = 2;
