SET session_replication_role = replica;
INSERT INTO public.entries VALUES (2, '2025-01-01'), (3, '2025-01-01');
