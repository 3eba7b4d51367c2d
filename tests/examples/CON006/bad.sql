-- As a restore or a repair by hand leaves it: the catalog says valid, the rows are not.
ALTER TABLE public.invoices DROP CONSTRAINT net_positive;
INSERT INTO public.invoices VALUES (3, -5, '2026-01-01');
ALTER TABLE public.invoices ADD CONSTRAINT net_positive CHECK (net > 0) NOT VALID;
UPDATE pg_constraint SET convalidated = true WHERE conname = 'net_positive';
UPDATE pg_attribute SET attnotnull = true WHERE attrelid = 'public.invoices'::regclass AND attname = 'due';
