DELETE FROM public.profiles p USING golive_undo.enterprise_missing_profiles u WHERE p.id = u.user_id;
DELETE FROM enterprise.organizations o USING golive_undo.enterprise_missing_profiles u WHERE o.id = u.organization_id;
DELETE FROM golive_undo.enterprise_missing_profiles;
