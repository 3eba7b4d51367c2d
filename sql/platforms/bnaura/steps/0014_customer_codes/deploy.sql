-- Why: the runbook gives codes to new customers and leaves those without one as they are; '' and blanks count as none. What
--   was found is kept beside what was given, so that revert takes back exactly that.
-- Phase: backfill
-- Locks: row locks on the customers without a code
-- Requires: 0003_customer_code_generator
-- Transaction: one
CREATE TABLE golive_undo.bna_customer_codes AS
SELECT c.id, c.customer_code AS found, app.format_customer_code(nextval('public.customer_code_seq')) AS given
FROM (
    SELECT k.id, k.customer_code FROM public.customers AS k
    WHERE k.customer_code IS NULL OR btrim(k.customer_code) = ''
    ORDER BY k.clinic_id, k.created_at, k.id
) AS c;
-- Nobody edited these customers: their updated_at, which a trigger would move, stays.
SET LOCAL session_replication_role = replica;
UPDATE public.customers AS c SET customer_code = u.given
FROM golive_undo.bna_customer_codes AS u
WHERE c.id = u.id AND c.customer_code IS NOT DISTINCT FROM u.found;
