WITH gone AS (
  DELETE FROM golive_undo.enterprise_installations u USING pg_temp.golive_batch b WHERE b.id = u.installation_id
  RETURNING u.installation_id
)
UPDATE github_module.github_app_installations i SET organization_id = NULL
FROM gone g
WHERE i.id = g.installation_id;
DROP TABLE golive_undo.enterprise_installations;
