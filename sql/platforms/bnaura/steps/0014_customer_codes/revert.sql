SET LOCAL session_replication_role = replica;
UPDATE public.customers AS c SET customer_code = u.found
FROM golive_undo.bna_customer_codes AS u
WHERE c.id = u.id AND c.customer_code = u.given;
DROP TABLE golive_undo.bna_customer_codes;
