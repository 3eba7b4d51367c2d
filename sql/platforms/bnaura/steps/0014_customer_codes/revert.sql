SET LOCAL session_replication_role = replica;
WITH gone AS (
    DELETE FROM golive_undo.bna_customer_codes AS u USING pg_temp.golive_batch AS b WHERE b.id = u.id
    RETURNING u.id, u.found, u.given
)
UPDATE public.customers AS c SET customer_code = g.found FROM gone AS g WHERE g.id = c.id AND c.customer_code = g.given;
DROP TABLE golive_undo.bna_customer_codes;
