-- Why: an old extension connects GitHub with a user and an installation, and knows nothing of organisations
-- Identity: member
-- Weight: 1
-- Release: previous
-- Sessions: SELECT '', p.id::text FROM public.profiles p
INSERT INTO github_module.github_app_installations (user_id, installation_id)
VALUES (auth.uid(), 70000000 + (random() * 1000000)::bigint)
RETURNING id;
