SELECT 'schema kb_migration belongs to sam_owner and only service_role may enter it'
WHERE NOT EXISTS (
    SELECT FROM pg_namespace n
    WHERE n.nspname = 'kb_migration' AND n.nspowner = to_regrole('sam_owner')
      AND (SELECT array_agg(DISTINCT e.grantee::regrole::text ORDER BY e.grantee::regrole::text)
           FROM aclexplode(n.nspacl) AS e) = ARRAY['sam_owner', 'service_role'])
UNION ALL
SELECT 'kb_migration.' || t.name || ' belongs to sam_owner, with row security on and forced'
FROM (VALUES ('decisions'), ('legacy_imports')) AS t (name)
WHERE NOT EXISTS (
    SELECT FROM pg_class c
    WHERE c.oid = to_regclass('kb_migration.' || t.name) AND c.relowner = to_regrole('sam_owner')
      AND c.relrowsecurity AND c.relforcerowsecurity)
UNION ALL
SELECT 'kb_migration.' || t.name || ' is written by service_role and by nobody else'
FROM (VALUES ('decisions'), ('legacy_imports')) AS t (name)
WHERE (SELECT string_agg(e.privilege_type, ' ' ORDER BY e.privilege_type)
       FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) AS e
       WHERE c.oid = to_regclass('kb_migration.' || t.name) AND e.grantee <> c.relowner
         AND e.grantee = to_regrole('service_role')) IS DISTINCT FROM 'DELETE INSERT SELECT UPDATE'
   OR EXISTS (SELECT FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) AS e
              WHERE c.oid = to_regclass('kb_migration.' || t.name)
                AND e.grantee NOT IN (c.relowner, to_regrole('service_role')))
UNION ALL
SELECT 'kb_migration.' || t.name || ' has a key per source row, refers to real workspaces and finds its rows by them'
FROM (VALUES ('decisions', 'source,entry_id'), ('legacy_imports', 'source,original_id')) AS t (name, key)
WHERE NOT EXISTS (
    SELECT FROM pg_constraint k
    WHERE k.conrelid = to_regclass('kb_migration.' || t.name) AND k.contype = 'p'
      AND (SELECT string_agg(a.attname, ',' ORDER BY p.position)
           FROM unnest(k.conkey) WITH ORDINALITY AS p (attnum, position)
           JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = p.attnum) = t.key)
   OR NOT EXISTS (
    SELECT FROM pg_constraint k
    JOIN pg_index i ON i.indrelid = k.conrelid AND i.indkey[0] = k.conkey[1] AND i.indisvalid
    WHERE k.conrelid = to_regclass('kb_migration.' || t.name) AND k.contype = 'f' AND k.convalidated
      AND k.confrelid = to_regclass('public.workspaces'))
UNION ALL
SELECT 'kb_migration.decisions refuses an incomplete decision'
WHERE (SELECT count(*) FROM pg_constraint k
       WHERE k.conrelid = to_regclass('kb_migration.decisions') AND k.contype = 'c' AND k.convalidated) < 4
ORDER BY 1
