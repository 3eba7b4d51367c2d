ALTER TABLE public.sales_commissions DROP COLUMN workflow_id;
