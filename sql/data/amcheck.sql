-- The schema of amcheck's own bt_index_check(regclass, boolean, boolean), where this login may call it: a function of the
-- same name that is not the extension's is none. Its third argument is there since PostgreSQL 17.
SELECT n.nspname::pg_catalog.text
FROM pg_catalog.pg_extension AS e
JOIN pg_catalog.pg_depend AS d ON d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = e.oid
 AND d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.deptype = 'e'
JOIN pg_catalog.pg_proc AS p ON p.oid = d.objid
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
JOIN pg_catalog.pg_roles AS r ON r.oid = p.proowner
WHERE e.extname = 'amcheck' AND p.proname = 'bt_index_check' AND r.rolsuper
  AND l.lanname = 'c' AND p.probin = '$libdir/amcheck' AND p.prosrc = 'bt_index_check'
  AND p.proargtypes::pg_catalog.text = '2205 16 16'
  AND pg_catalog.has_function_privilege(p.oid, 'EXECUTE') AND pg_catalog.has_schema_privilege(n.oid, 'USAGE');
