-- Every total is computed another way from now on, and those that stand are computed again.
ALTER TABLE public.invoices DROP COLUMN gross;
ALTER TABLE public.invoices ADD COLUMN gross numeric GENERATED ALWAYS AS (net + vat) STORED;
