-- P06 [constraints] rows without a parent under a foreign key that is valid
-- names: public.payments
SET session_replication_role = replica;
UPDATE public.payments SET "invoiceId" = 'gone' WHERE id = (SELECT min(id) FROM public.payments);
RESET session_replication_role;
