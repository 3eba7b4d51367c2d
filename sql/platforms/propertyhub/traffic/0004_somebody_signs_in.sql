-- Why: an account is looked up by its address, and its last sign-in is kept
-- Identity: role propertyhub_app
-- Weight: 2
-- Release: both
-- Keys: SELECT email FROM public.users
UPDATE public.users SET "lastLogin" = now() WHERE email = $1 RETURNING id, "customerId", role;
