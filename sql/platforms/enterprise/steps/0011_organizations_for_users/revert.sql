UPDATE public.profiles p SET organization_id = NULL
FROM golive_undo.enterprise_linked_profiles u
WHERE p.id = u.user_id;
-- also of installations that old clients connected meanwhile
UPDATE github_module.github_app_installations i SET organization_id = NULL
FROM golive_undo.enterprise_linked_profiles u
WHERE i.organization_id = u.organization_id AND u.made;
DELETE FROM enterprise.organizations o USING golive_undo.enterprise_linked_profiles u
WHERE o.id = u.organization_id AND u.made;
DELETE FROM golive_undo.enterprise_linked_profiles;
