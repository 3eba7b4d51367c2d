-- B03 [columns] rates are cut to one digit
-- names: public.sales_commissions.commission_rate
ALTER TABLE public.sales_commissions ALTER COLUMN commission_rate TYPE numeric(5,1);
