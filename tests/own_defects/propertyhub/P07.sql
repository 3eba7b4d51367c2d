-- P07 [system rows] the finance manager may no longer approve
-- names: public.team_roles
UPDATE public.team_roles SET permissions = jsonb_set(permissions, '{invoices}', '["view", "create", "edit"]')
WHERE name = 'Finance Manager' AND customer_id IS NULL;
