SELECT format('a new table of platform_owner is not given to %s', x.grantee::regrole) AS claim
FROM pg_catalog.pg_default_acl d, LATERAL pg_catalog.aclexplode(d.defaclacl) AS x
WHERE d.defaclrole = 'platform_owner'::regrole AND d.defaclobjtype IN ('r', 'S') AND x.grantee <> d.defaclrole
UNION ALL
SELECT 'a new function of platform_owner is not given to PUBLIC'
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_default_acl d
  WHERE d.defaclrole = 'platform_owner'::regrole AND d.defaclnamespace = 0 AND d.defaclobjtype = 'f'
    AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(d.defaclacl) AS x WHERE x.grantee = 0))
UNION ALL
SELECT 'it is on record what stood before'
WHERE pg_catalog.to_regclass('golive_undo.enterprise_default_privileges') IS NULL
ORDER BY 1;
