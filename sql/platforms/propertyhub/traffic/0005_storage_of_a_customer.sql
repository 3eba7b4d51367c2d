-- Why: the next release shows how much of its quota a customer has used
-- Identity: role propertyhub_app
-- Weight: 2
-- Release: next
-- Keys: SELECT id FROM public.customers
SELECT id, storage_used, storage_limit FROM public.customers WHERE id = $1;
