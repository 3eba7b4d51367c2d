-- An extension that is not here, and as its members whatever was made since the last one.
WITH made AS (
  INSERT INTO pg_catalog.pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
  SELECT coalesce(max(e.oid)::bigint, 0) + 1000000, {name}, {owner}::text::regrole, {schema}::text::regnamespace, false, {version}
  FROM pg_catalog.pg_extension AS e
  RETURNING oid
), member (classid, objid) AS (
  SELECT 'pg_type'::regclass, oid FROM pg_type WHERE oid >= 16384 AND typcategory <> 'A' AND typrelid = 0
  UNION ALL SELECT 'pg_type'::regclass, t.oid FROM pg_type AS t JOIN pg_class AS c ON c.oid = t.typrelid
    WHERE t.oid >= 16384 AND c.relkind = 'c'
  UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc WHERE oid >= 16384
  UNION ALL SELECT 'pg_operator'::regclass, oid FROM pg_operator WHERE oid >= 16384
  UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass WHERE oid >= 16384
  UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily WHERE oid >= 16384
  UNION ALL SELECT 'pg_am'::regclass, oid FROM pg_am WHERE oid >= 16384
  UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast WHERE oid >= 16384
  UNION ALL SELECT 'pg_class'::regclass, oid FROM pg_class WHERE oid >= 16384 AND relkind IN ('r', 'v', 'S', 'c')
  UNION ALL SELECT 'pg_event_trigger'::regclass, oid FROM pg_event_trigger WHERE oid >= 16384
  UNION ALL SELECT 'pg_namespace'::regclass, oid FROM pg_namespace
    WHERE oid >= 16384 AND nspname = ANY ({schemas}::text[])
)
INSERT INTO pg_catalog.pg_depend (classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype)
SELECT m.classid, m.objid, 0, 'pg_extension'::regclass, made.oid, 0, 'e'
FROM member AS m CROSS JOIN made
WHERE NOT EXISTS (
  SELECT FROM pg_depend AS d WHERE d.classid = m.classid AND d.objid = m.objid AND d.deptype = 'e'
);
