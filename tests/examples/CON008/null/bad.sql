UPDATE pg_index SET indisunique = false WHERE indexrelid = 'public.settings_tenant_name_key'::regclass;
INSERT INTO public.settings VALUES (NULL, 'colour');
UPDATE pg_index SET indisunique = true WHERE indexrelid = 'public.settings_tenant_name_key'::regclass;
