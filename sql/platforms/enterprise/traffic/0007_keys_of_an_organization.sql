-- Why: an administrator looks at the keys, never at what they hold
-- Identity: member
-- Weight: 1
-- Release: next
SELECT id, organization_id, provider, key_name, is_default
FROM enterprise.organization_api_keys
ORDER BY provider, key_name;
