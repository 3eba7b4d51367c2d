-- Foreign servers and wrappers. The value of an option whose name smells of a secret stays on the server.
WITH found AS (
  SELECT 'SERVER' AS form, s.srvname AS name, s.srvowner AS owner, w.fdwname::text AS wrapper, coalesce(s.srvtype, '') AS type,
         coalesce(s.srvversion, '') AS version, '' AS handler, '' AS validator, s.srvoptions AS options,
         coalesce(s.srvacl, pg_catalog.acldefault('S', s.srvowner)) AS acl,
         'pg_catalog.pg_foreign_server'::pg_catalog.regclass::oid AS class, s.oid AS object
  FROM pg_catalog.pg_foreign_server AS s JOIN pg_catalog.pg_foreign_data_wrapper AS w ON w.oid = s.srvfdw
  UNION ALL
  SELECT 'FOREIGN DATA WRAPPER', f.fdwname, f.fdwowner, '', '', '',
         CASE WHEN f.fdwhandler = 0 THEN '' ELSE f.fdwhandler::pg_catalog.regproc::text END,
         CASE WHEN f.fdwvalidator = 0 THEN '' ELSE f.fdwvalidator::pg_catalog.regproc::text END,
         f.fdwoptions, coalesce(f.fdwacl, pg_catalog.acldefault('F', f.fdwowner)),
         'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass::oid, f.oid
  FROM pg_catalog.pg_foreign_data_wrapper AS f
)
SELECT (pg_catalog.lower(o.form) || ' ' || pg_catalog.quote_ident(o.name)) COLLATE "C" AS identity,
       o.form,
       pg_catalog.pg_get_userbyid(o.owner)::text AS owner,
       o.wrapper, o.type, o.version, o.handler, o.validator,
       ARRAY(SELECT CASE WHEN x ~* '^[^=]*(passw|secret|token|key|credential|private)[^=]*=' THEN pg_catalog.split_part(x, '=', 1) || '=hidden' ELSE x END
             FROM pg_catalog.unnest(o.options) AS x ORDER BY x COLLATE "C") AS options,
       o.acl::text[] AS grants
FROM found AS o
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e WHERE e.classid = o.class AND e.objid = o.object AND e.deptype = 'e')
ORDER BY 1;
