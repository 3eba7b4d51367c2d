SELECT format('profile %s has an organization', p.id) AS claim
FROM public.profiles p
WHERE p.organization_id IS NULL
UNION ALL
SELECT format('user %s is a member of the organization of the profile', p.id)
FROM public.profiles p
WHERE p.organization_id IS NOT NULL AND NOT EXISTS (
  SELECT FROM enterprise.user_organization_roles m WHERE m.user_id = p.id AND m.organization_id = p.organization_id)
UNION ALL
SELECT format('organization %s has a member who administers it', p.organization_id)
FROM (SELECT DISTINCT q.organization_id FROM public.profiles q WHERE q.organization_id IS NOT NULL) AS p
WHERE NOT EXISTS (
  SELECT FROM enterprise.user_organization_roles m
  JOIN enterprise.organization_roles r ON r.id = m.role_id
  WHERE m.organization_id = p.organization_id AND r.permissions @> '["*"]'::jsonb)
ORDER BY 1;
