SELECT 'new ' || o.words || ' of sam_owner are closed to ' || g.name
FROM (VALUES ('r', 'tables'), ('S', 'sequences'), ('f', 'functions')) AS o (object_type, words)
CROSS JOIN (VALUES ('anon'), ('authenticated'), ('PUBLIC')) AS g (name)
WHERE EXISTS (
    SELECT FROM pg_default_acl d
    CROSS JOIN LATERAL aclexplode(d.defaclacl) AS e
    WHERE d.defaclrole = to_regrole('sam_owner') AND d.defaclobjtype::text = o.object_type
      AND CASE WHEN e.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(e.grantee)::text END = g.name)
UNION ALL
SELECT 'new functions of sam_owner are not everybody''s to run in any schema'
WHERE NOT EXISTS (
    SELECT FROM pg_default_acl d
    WHERE d.defaclrole = to_regrole('sam_owner') AND d.defaclobjtype = 'f' AND d.defaclnamespace = 0)
UNION ALL
SELECT 'golive_undo.kb_default_acl remembers the former default privileges'
WHERE to_regclass('golive_undo.kb_default_acl') IS NULL
ORDER BY 1
