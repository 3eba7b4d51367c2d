WITH col AS (
    SELECT a.attnum, a.atttypid, a.attnotnull FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = pg_catalog.to_regclass('public.sales_commissions') AND a.attname = 'workflow_id'
      AND NOT a.attisdropped
)
SELECT 'public.sales_commissions.workflow_id is a uuid that may be missing'
WHERE NOT EXISTS (SELECT FROM col WHERE col.atttypid = 'uuid'::regtype AND NOT col.attnotnull)
UNION ALL
SELECT 'public.sales_commissions.workflow_id refers to public.workflow_states.id, and keeps a workflow from going'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint AS k JOIN col ON k.conkey = ARRAY[col.attnum]
    WHERE k.conrelid = pg_catalog.to_regclass('public.sales_commissions') AND k.contype = 'f'
      AND k.confrelid = pg_catalog.to_regclass('public.workflow_states') AND k.confdeltype = 'a'
      AND k.confkey = ARRAY[(SELECT a.attnum FROM pg_catalog.pg_attribute AS a
                             WHERE a.attrelid = k.confrelid AND a.attname = 'id')])
