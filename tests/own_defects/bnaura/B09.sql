-- B09 [constraints] a commission shows one clinic what another sold
-- names: a commission joins staff, customer and workflow of one clinic
SET session_replication_role = replica;
UPDATE public.sales_commissions AS m SET customer_id = (
    SELECT c.id FROM public.customers AS c JOIN public.clinic_staff AS s ON s.clinic_id <> c.clinic_id
    WHERE s.id = m.sales_staff_id ORDER BY c.id LIMIT 1)
WHERE m.id = (SELECT id FROM public.sales_commissions ORDER BY id LIMIT 1);
RESET session_replication_role;
