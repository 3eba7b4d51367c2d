SELECT 'public.customer_code_seq counts upwards from 1000, does not cycle, and is bnaura_owner''s alone'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_sequence AS s JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid
    WHERE c.oid = pg_catalog.to_regclass('public.customer_code_seq')
      AND s.seqtypid = 'bigint'::regtype AND s.seqstart = 1000 AND s.seqincrement = 1 AND NOT s.seqcycle
      AND s.seqmax = 999999999999999
      AND c.relowner = pg_catalog.to_regrole('bnaura_owner')
      AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(c.relacl) AS g WHERE g.grantee <> c.relowner))
UNION ALL
SELECT 'the sequence stands at or above every code of its own form, and at 999 at least'
WHERE pg_catalog.pg_sequence_last_value(pg_catalog.to_regclass('public.customer_code_seq')) IS NULL
   OR pg_catalog.pg_sequence_last_value(pg_catalog.to_regclass('public.customer_code_seq')) < greatest(999, (
        SELECT max(substr(c.customer_code, 6)::bigint) FROM public.customers AS c
        WHERE c.customer_code ~ '^CUST-([0-9]{6}|[1-9][0-9]{6,14})$'))
UNION ALL
SELECT w.signature || ' belongs to bnaura_owner, has a pinned search_path and is not everybody''s to run'
FROM (VALUES ('app.format_customer_code(bigint)', false, 'i'), ('public.generate_customer_code()', true, 'v')
) AS w (signature, definer, volatility)
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_proc AS p
    WHERE p.oid = pg_catalog.to_regprocedure(w.signature)
      AND p.proowner = pg_catalog.to_regrole('bnaura_owner') AND p.prosecdef = w.definer
      AND p.provolatile::text = w.volatility AND p.proconfig = ARRAY['search_path=pg_catalog, pg_temp']
      AND p.proacl IS NOT NULL
      AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(p.proacl) AS g WHERE g.grantee <> p.proowner))
UNION ALL
SELECT 'public.customers.set_customer_code fires before each INSERT, for each row, in every ordinary session'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_trigger AS t
    WHERE t.tgrelid = pg_catalog.to_regclass('public.customers') AND t.tgname = 'set_customer_code'
      AND t.tgfoid = pg_catalog.to_regprocedure('public.generate_customer_code()')
      AND t.tgenabled = 'O' AND t.tgqual IS NULL
      -- bits of tgtype: 1 row, 2 before, 4 insert, 16 update
      AND t.tgtype = 1 + 2 + 4 + 16
      AND t.tgattr::text = (SELECT a.attnum::text FROM pg_catalog.pg_attribute AS a
                            WHERE a.attrelid = t.tgrelid AND a.attname = 'customer_code'))
