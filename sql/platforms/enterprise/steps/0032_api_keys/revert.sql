DELETE FROM enterprise.organization_api_keys k USING golive_undo.enterprise_api_keys u WHERE k.id = u.key_id;
DROP TABLE golive_undo.enterprise_api_keys;
