SELECT format('new %s of bnaura_owner are closed to %s', o.words, r.name)
FROM (VALUES ('r', 'tables'), ('S', 'sequences'), ('f', 'functions')) AS o (object_type, words)
CROSS JOIN (VALUES ('anon'), ('authenticated'), ('PUBLIC')) AS r (name)
WHERE EXISTS (
    SELECT FROM pg_catalog.pg_default_acl AS d CROSS JOIN LATERAL pg_catalog.aclexplode(d.defaclacl) AS e
    WHERE d.defaclrole = pg_catalog.to_regrole('bnaura_owner') AND d.defaclobjtype::text = o.object_type
      AND CASE WHEN e.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(e.grantee)::text END = r.name)
UNION ALL
SELECT 'new functions of bnaura_owner are not everybody''s to run, in any schema'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_default_acl AS d
    WHERE d.defaclrole = pg_catalog.to_regrole('bnaura_owner') AND d.defaclobjtype = 'f' AND d.defaclnamespace = 0)
UNION ALL
SELECT 'golive_undo.bna_default_privileges keeps what was'
WHERE pg_catalog.to_regclass('golive_undo.bna_default_privileges') IS NULL
