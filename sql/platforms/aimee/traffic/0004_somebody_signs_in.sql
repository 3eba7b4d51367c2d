-- Why: an account is looked up by its name, in whichever organisation it is
-- Identity: role aimee_app
-- Weight: 3
-- Release: both
-- Keys: SELECT username FROM public.users WHERE is_active
SELECT id, organization_id, role, user_type, is_active FROM public.users WHERE username = $1;
