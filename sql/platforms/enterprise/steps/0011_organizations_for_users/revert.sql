UPDATE public.profiles p SET organization_id = NULL
FROM golive_undo.enterprise_linked_profiles u
WHERE p.id = u.user_id;
DELETE FROM enterprise.organizations o USING golive_undo.enterprise_linked_profiles u
WHERE o.id = u.organization_id AND u.made;
DELETE FROM golive_undo.enterprise_linked_profiles;
