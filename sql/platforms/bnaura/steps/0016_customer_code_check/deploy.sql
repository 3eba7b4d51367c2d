-- Why: '' and blanks are refused from now on, not only filled once. Added without looking at the rows, so that nobody waits;
--   the next step looks.
-- Phase: validation
-- Locks: ACCESS EXCLUSIVE on public.customers, for the moment of a catalog entry
-- Requires: 0014_customer_codes
-- Transaction: one
ALTER TABLE public.customers ADD CONSTRAINT customers_customer_code_present
    CHECK (customer_code IS NOT NULL AND btrim(customer_code) <> '') NOT VALID;
