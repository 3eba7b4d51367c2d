-- Why: the first page of a customer
-- Identity: role propertyhub_app
-- Weight: 5
-- Release: both
-- Keys: SELECT id FROM public.customers
SELECT id, "customerId", name, stage, status, "totalBudget", "actualSpend"
FROM public.developer_projects
WHERE "customerId" = $1
ORDER BY name;
