SELECT format('installation %s belongs to an organization', i.id) AS claim
FROM github_module.github_app_installations i
WHERE i.organization_id IS NULL
UNION ALL
SELECT 'it is on record which installations this step has handed over'
WHERE pg_catalog.to_regclass('golive_undo.enterprise_installations') IS NULL
ORDER BY 1;
