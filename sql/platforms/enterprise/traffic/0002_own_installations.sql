-- Why: the extension asks which accounts of GitHub are connected
-- Identity: member
-- Weight: 4
-- Release: previous
-- Sessions: SELECT '', id::text FROM auth.users
SELECT id, installation_id FROM github_module.github_app_installations WHERE user_id = auth.uid();
