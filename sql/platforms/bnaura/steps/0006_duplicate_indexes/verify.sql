SELECT 'golive_undo.bna_indexes keeps the definitions'
WHERE pg_catalog.to_regclass('golive_undo.bna_indexes') IS NULL
UNION ALL
SELECT format('public.%I is no copy of another index', copy.relname)
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS copy ON copy.oid = i.indexrelid
WHERE i.indrelid IN (pg_catalog.to_regclass('public.workflow_events'), pg_catalog.to_regclass('public.workflow_states'))
  AND EXISTS (
      SELECT FROM pg_catalog.pg_index AS j JOIN pg_catalog.pg_class AS other ON other.oid = j.indexrelid
      WHERE j.indrelid = i.indrelid AND other.relname > copy.relname
        AND replace(pg_catalog.pg_get_indexdef(j.indexrelid), format(' %I ON ', other.relname), ' ON ')
            = replace(pg_catalog.pg_get_indexdef(i.indexrelid), format(' %I ON ', copy.relname), ' ON '))
UNION ALL
SELECT format('%s still has an index that serves workflows', w.relation)
FROM (VALUES ('public.workflow_events', 'workflow_id'), ('public.workflow_states', 'customer_id')) AS w (relation, key)
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_attribute AS a
        ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] AND a.attname = w.key
    WHERE i.indrelid = pg_catalog.to_regclass(w.relation) AND i.indisvalid AND i.indpred IS NULL)
