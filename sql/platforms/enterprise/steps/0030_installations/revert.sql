UPDATE github_module.github_app_installations i SET organization_id = NULL
FROM golive_undo.enterprise_installations u
WHERE i.id = u.installation_id;
DROP TABLE golive_undo.enterprise_installations;
