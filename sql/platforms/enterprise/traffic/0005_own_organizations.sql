-- Why: the next release begins with the organisations of whoever signs in
-- Identity: member
-- Weight: 4
-- Release: next
SELECT m.organization_id, o.display_name, r.name AS role
FROM enterprise.user_organization_roles m
JOIN enterprise.organizations o ON o.id = m.organization_id
JOIN enterprise.organization_roles r ON r.id = m.role_id
WHERE m.user_id = auth.uid();
