INSERT INTO auth.users
SELECT (jsonb_populate_record(NULL::auth.users, t.content)).*
FROM golive_undo.bna_test_accounts AS t WHERE t.relation = 'auth.users';
INSERT INTO public.users
SELECT (jsonb_populate_record(NULL::public.users, t.content)).*
FROM golive_undo.bna_test_accounts AS t WHERE t.relation = 'public.users';
INSERT INTO public.clinic_staff
SELECT (jsonb_populate_record(NULL::public.clinic_staff, t.content)).*
FROM golive_undo.bna_test_accounts AS t WHERE t.relation = 'public.clinic_staff';
DROP TABLE golive_undo.bna_test_accounts;
