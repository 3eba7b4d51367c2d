-- Why: the portal lists what belongs to an organisation
-- Identity: member
-- Weight: 4
-- Release: next
SELECT id, organization_id, name, type
FROM metadata.repositories
ORDER BY name
LIMIT 50;
