-- Rights on the server's own functions, tables, columns, languages and schema that are not those it was born with.
-- information_schema is left out: initdb does not record what it came with.
WITH entries AS (
  SELECT 'FUNCTION' AS kind, p.oid::pg_catalog.regprocedure::text AS name, p.proacl AS acl,
         pg_catalog.acldefault('f', p.proowner) AS usual, 'pg_catalog.pg_proc'::pg_catalog.regclass::oid AS class, p.oid AS object, 0 AS sub,
         n.nspname
  FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
  WHERE p.proacl IS NOT NULL AND n.nspname = 'pg_catalog'
  UNION ALL
  SELECT 'TABLE', pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname), c.relacl,
         pg_catalog.acldefault('r', c.relowner), 'pg_catalog.pg_class'::pg_catalog.regclass::oid, c.oid, 0, n.nspname
  FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.relacl IS NOT NULL AND n.nspname = 'pg_catalog'
  UNION ALL
  SELECT 'COLUMN', pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) || '.' || pg_catalog.quote_ident(a.attname),
         a.attacl, NULL, 'pg_catalog.pg_class'::pg_catalog.regclass::oid, c.oid, a.attnum, n.nspname
  FROM pg_catalog.pg_attribute AS a
  JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE a.attacl IS NOT NULL AND n.nspname = 'pg_catalog'
  UNION ALL
  SELECT 'SCHEMA', pg_catalog.quote_ident(n.nspname), n.nspacl, pg_catalog.acldefault('n', n.nspowner),
         'pg_catalog.pg_namespace'::pg_catalog.regclass::oid, n.oid, 0, n.nspname
  FROM pg_catalog.pg_namespace AS n WHERE n.nspacl IS NOT NULL AND n.nspname = 'pg_catalog'
  UNION ALL
  SELECT 'LANGUAGE', pg_catalog.quote_ident(l.lanname), l.lanacl, pg_catalog.acldefault('l', l.lanowner),
         'pg_catalog.pg_language'::pg_catalog.regclass::oid, l.oid, 0, 'pg_catalog'
  FROM pg_catalog.pg_language AS l WHERE l.lanacl IS NOT NULL AND l.oid < 16384
)
SELECT (pg_catalog.lower(e.kind) || ' ' || e.name) COLLATE "C" AS identity,
       e.kind AS on,
       now.grants,
       came.grants AS initial
FROM entries AS e
LEFT JOIN pg_catalog.pg_init_privs AS i ON i.classoid = e.class AND i.objoid = e.object AND i.objsubid = e.sub
CROSS JOIN LATERAL (
  SELECT ARRAY(
    SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(a.grantee)::text END || '='
           || pg_catalog.string_agg(a.privilege_type || CASE WHEN a.is_grantable THEN '*' ELSE '' END, ','
                                    ORDER BY a.privilege_type COLLATE "C")
    FROM pg_catalog.aclexplode(e.acl) AS a
    WHERE a.privilege_type <> 'MAINTAIN'
      AND pg_catalog.pg_get_userbyid(a.grantee) NOT IN ('golive_reader', 'golive_prober')
    GROUP BY a.grantee ORDER BY 1)
) AS now (grants)
CROSS JOIN LATERAL (
  SELECT ARRAY(
    SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(a.grantee)::text END || '='
           || pg_catalog.string_agg(a.privilege_type || CASE WHEN a.is_grantable THEN '*' ELSE '' END, ','
                                    ORDER BY a.privilege_type COLLATE "C")
    FROM pg_catalog.aclexplode(coalesce(i.initprivs, e.usual)) AS a
    WHERE a.privilege_type <> 'MAINTAIN' GROUP BY a.grantee ORDER BY 1)
) AS came (grants)
WHERE e.acl::text IS DISTINCT FROM i.initprivs::text AND now.grants <> came.grants
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                  WHERE d.classid = e.class AND d.objid = e.object AND d.deptype = 'e')
ORDER BY 1;
