SELECT 'a workflow refers to a customer of its own clinic, and goes with it'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint AS k
    WHERE k.conrelid = pg_catalog.to_regclass('public.workflow_states') AND k.contype = 'f'
      AND k.confrelid = pg_catalog.to_regclass('public.customers') AND k.confdeltype = 'c'
      AND (SELECT array_agg(a.attname::text ORDER BY p.position)
           FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS p (attnum, position)
           JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = p.attnum)
          = ARRAY['clinic_id', 'customer_id']
      AND (SELECT array_agg(a.attname::text ORDER BY p.position)
           FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS p (attnum, position)
           JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = p.attnum)
          = ARRAY['clinic_id', 'id'])
