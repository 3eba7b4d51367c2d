-- Why: the runbook gives codes to new customers and leaves those without one as they are; '' and blanks count as none. What
--   was found is kept beside what was given, so that revert takes back exactly that.
-- Phase: backfill
-- Locks: row locks on the customers without a code
-- Requires: 0003_customer_code_generator
-- Transaction: batches
-- Batch: public.customers
CREATE TABLE golive_undo.bna_customer_codes (
    id uuid PRIMARY KEY, found varchar(20), given text NOT NULL, given_at timestamptz NOT NULL DEFAULT now()
);
-- Nobody edited these customers: their updated_at, which a trigger would move, stays.
SET LOCAL session_replication_role = replica;
WITH without AS MATERIALIZED (
    SELECT c.id, c.customer_code FROM pg_temp.golive_batch AS b JOIN public.customers AS c USING (id)
    WHERE c.customer_code IS NULL OR btrim(c.customer_code) = ''
    ORDER BY c.clinic_id, c.created_at, c.id
    FOR UPDATE OF c
), kept AS (
    INSERT INTO golive_undo.bna_customer_codes (id, found, given)
    SELECT w.id, w.customer_code, app.format_customer_code(nextval('public.customer_code_seq')) FROM without AS w
    RETURNING id, given
)
UPDATE public.customers AS c SET customer_code = k.given FROM kept AS k WHERE k.id = c.id;
