SELECT 'public.customers.customer_code is NOT NULL'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = pg_catalog.to_regclass('public.customers') AND a.attname = 'customer_code' AND a.attnotnull)
UNION ALL
SELECT 'a customer code is unique within its clinic'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_index AS i
    WHERE i.indrelid = pg_catalog.to_regclass('public.customers') AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
      AND (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_catalog.pg_attribute AS a
           WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[])) = ARRAY['clinic_id', 'customer_code'])
UNION ALL
SELECT format('a customer code need not be unique across clinics, as %s wants it', i.indexrelid::regclass)
FROM pg_catalog.pg_index AS i
WHERE i.indrelid = pg_catalog.to_regclass('public.customers') AND i.indisunique
  AND (SELECT array_agg(a.attname::text) FROM pg_catalog.pg_attribute AS a
       WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[])) = ARRAY['customer_code']
UNION ALL
SELECT format('public.workflow_states refers to customers only together with the clinic, not by %I', k.conname)
FROM pg_catalog.pg_constraint AS k
WHERE k.conrelid = pg_catalog.to_regclass('public.workflow_states') AND k.contype = 'f'
  AND k.confrelid = pg_catalog.to_regclass('public.customers') AND cardinality(k.conkey) < 2
