UPDATE public.profiles p SET organization_id = NULL
FROM pg_temp.golive_batch b JOIN golive_undo.enterprise_linked_profiles u ON u.user_id = b.id
WHERE p.id = u.user_id;
-- also of installations that old clients connected meanwhile
UPDATE github_module.github_app_installations i SET organization_id = NULL
FROM pg_temp.golive_batch b JOIN golive_undo.enterprise_linked_profiles u ON u.user_id = b.id
WHERE i.organization_id = u.organization_id AND u.made;
WITH gone AS (
  DELETE FROM golive_undo.enterprise_linked_profiles u USING pg_temp.golive_batch b WHERE b.id = u.user_id
  RETURNING u.organization_id, u.made
)
DELETE FROM enterprise.organizations o USING gone g WHERE o.id = g.organization_id AND g.made;
