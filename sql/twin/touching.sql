-- Relations and functions that depend on members of these extensions: by columns, defaults, checks, indexes, policies.
WITH member AS (
  SELECT d.classid, d.objid FROM pg_depend AS d JOIN pg_extension AS e ON e.oid = d.refobjid
  WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname = ANY ({names}::text[])
), stub AS (
  SELECT classid, objid FROM member
  UNION ALL
  SELECT m.classid, t.typarray FROM member AS m JOIN pg_type AS t ON m.classid = 'pg_type'::regclass AND t.oid = m.objid
), touching AS (
  SELECT DISTINCT d.classid, d.objid FROM pg_depend AS d
  JOIN stub AS s ON s.classid = d.refclassid AND s.objid = d.refobjid
  WHERE d.deptype IN ('n', 'a')
)
SELECT format('%I.%I', n.nspname, c.relname)
FROM touching AS t
JOIN pg_class AS c ON c.oid IN (
  SELECT t.objid WHERE t.classid = 'pg_class'::regclass
  UNION ALL SELECT i.indrelid FROM pg_index AS i WHERE t.classid = 'pg_class'::regclass AND i.indexrelid = t.objid
  UNION ALL SELECT a.adrelid FROM pg_attrdef AS a WHERE t.classid = 'pg_attrdef'::regclass AND a.oid = t.objid
  UNION ALL SELECT o.conrelid FROM pg_constraint AS o WHERE t.classid = 'pg_constraint'::regclass AND o.oid = t.objid
  UNION ALL SELECT r.ev_class FROM pg_rewrite AS r WHERE t.classid = 'pg_rewrite'::regclass AND r.oid = t.objid
  UNION ALL SELECT p.polrelid FROM pg_policy AS p WHERE t.classid = 'pg_policy'::regclass AND p.oid = t.objid
  UNION ALL SELECT g.tgrelid FROM pg_trigger AS g WHERE t.classid = 'pg_trigger'::regclass AND g.oid = t.objid)
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE NOT EXISTS (SELECT FROM stub AS s WHERE s.classid = 'pg_class'::regclass AND s.objid = c.oid)
UNION
SELECT format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes))
FROM touching AS t JOIN pg_proc AS p ON t.classid = 'pg_proc'::regclass AND p.oid = t.objid
JOIN pg_namespace AS n ON n.oid = p.pronamespace
WHERE NOT EXISTS (SELECT FROM stub AS s WHERE s.classid = t.classid AND s.objid = t.objid)
ORDER BY 1;
