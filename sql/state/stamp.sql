-- One text for all rows that the definitions of columns, constraints, indexes, triggers and policies are made of, in
-- one life of one server: whatever writes one of them gives it another xmin, and a server that was restarted, restored
-- or failed over to began at another moment. Temporary tables, which come and go with requests, are left out.
WITH lasting AS (
  SELECT c.oid, c.xmin FROM pg_catalog.pg_class AS c WHERE c.relpersistence <> 't' AND c.relkind <> 't'
)
SELECT pg_catalog.pg_postmaster_start_time()::text || ' ' || pg_catalog.current_database() || ' '
       || pg_catalog.string_agg(v.what || ' ' || v.n || ' ' || coalesce(v.sum, 0), ', ' ORDER BY v.what COLLATE "C")
FROM (
  SELECT 'class' AS what, pg_catalog.count(*) AS n,
         pg_catalog.sum(pg_catalog.hashint8extended(c.oid::bigint, c.xmin::text::bigint)) AS sum
  FROM lasting AS c
  UNION ALL
  SELECT 'attribute', pg_catalog.count(*), pg_catalog.sum(
    pg_catalog.hashint8extended(a.attrelid::bigint * 65536 + a.attnum, a.xmin::text::bigint))
  FROM pg_catalog.pg_attribute AS a WHERE a.attrelid IN (SELECT l.oid FROM lasting AS l)
  UNION ALL
  SELECT 'attrdef', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashint8extended(d.oid::bigint, d.xmin::text::bigint))
  FROM pg_catalog.pg_attrdef AS d WHERE d.adrelid IN (SELECT l.oid FROM lasting AS l)
  UNION ALL
  SELECT 'constraint', pg_catalog.count(*), pg_catalog.sum(
    pg_catalog.hashint8extended(k.oid::bigint, k.xmin::text::bigint))
  FROM pg_catalog.pg_constraint AS k WHERE k.conrelid = 0 OR k.conrelid IN (SELECT l.oid FROM lasting AS l)
  UNION ALL
  SELECT 'index', pg_catalog.count(*), pg_catalog.sum(
    pg_catalog.hashint8extended(i.indexrelid::bigint, i.xmin::text::bigint))
  FROM pg_catalog.pg_index AS i WHERE i.indexrelid IN (SELECT l.oid FROM lasting AS l)
  UNION ALL
  SELECT 'inherits', pg_catalog.count(*), pg_catalog.sum(
    pg_catalog.hashint8extended(h.inhrelid::bigint, pg_catalog.hashint8extended(h.inhparent::bigint, h.xmin::text::bigint)))
  FROM pg_catalog.pg_inherits AS h WHERE h.inhrelid IN (SELECT l.oid FROM lasting AS l)
  UNION ALL
  SELECT 'trigger', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashint8extended(t.oid::bigint, t.xmin::text::bigint))
  FROM pg_catalog.pg_trigger AS t
  UNION ALL
  SELECT 'policy', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashint8extended(p.oid::bigint, p.xmin::text::bigint))
  FROM pg_catalog.pg_policy AS p
  UNION ALL
  SELECT 'namespace', pg_catalog.count(*), pg_catalog.sum(
    pg_catalog.hashint8extended(n.oid::bigint, n.xmin::text::bigint))
  FROM pg_catalog.pg_namespace AS n WHERE n.nspname !~ '^pg_(toast_)?temp_'
  UNION ALL
  SELECT 'type', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashint8extended(t.oid::bigint, t.xmin::text::bigint))
  FROM pg_catalog.pg_type AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
  WHERE n.nspname !~ '^pg_(toast_)?temp_'
  UNION ALL
  SELECT 'enum', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashint8extended(e.oid::bigint, e.xmin::text::bigint))
  FROM pg_catalog.pg_enum AS e
  UNION ALL
  SELECT 'proc', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashint8extended(p.oid::bigint, p.xmin::text::bigint))
  FROM pg_catalog.pg_proc AS p
  UNION ALL
  SELECT 'operator', pg_catalog.count(*), pg_catalog.sum(
    pg_catalog.hashint8extended(o.oid::bigint, o.xmin::text::bigint))
  FROM pg_catalog.pg_operator AS o
  UNION ALL
  SELECT 'opclass', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashint8extended(o.oid::bigint, o.xmin::text::bigint))
  FROM pg_catalog.pg_opclass AS o
  UNION ALL
  SELECT 'am', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashint8extended(m.oid::bigint, m.xmin::text::bigint))
  FROM pg_catalog.pg_am AS m
  UNION ALL
  SELECT 'collation', pg_catalog.count(*), pg_catalog.sum(
    pg_catalog.hashint8extended(l.oid::bigint, l.xmin::text::bigint))
  FROM pg_catalog.pg_collation AS l
  UNION ALL
  SELECT 'dictionary', pg_catalog.count(*), pg_catalog.sum(
    pg_catalog.hashint8extended(d.oid::bigint, d.xmin::text::bigint))
  FROM pg_catalog.pg_ts_dict AS d
  UNION ALL
  SELECT 'configuration', pg_catalog.count(*), pg_catalog.sum(
    pg_catalog.hashint8extended(c.oid::bigint, c.xmin::text::bigint))
  FROM pg_catalog.pg_ts_config AS c
  UNION ALL
  SELECT 'tablespace', pg_catalog.count(*), pg_catalog.sum(
    pg_catalog.hashint8extended(s.oid::bigint, s.xmin::text::bigint))
  FROM pg_catalog.pg_tablespace AS s
  UNION ALL
  SELECT 'member', pg_catalog.count(*), pg_catalog.sum(
    pg_catalog.hashint8extended(d.objid::bigint, pg_catalog.hashint8extended(d.classid::bigint, d.xmin::text::bigint)))
  FROM pg_catalog.pg_depend AS d WHERE d.deptype = 'e'
  UNION ALL
  SELECT 'role', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtextextended(r.rolname::text, r.oid::bigint))
  FROM pg_catalog.pg_roles AS r
) AS v (what, n, sum);
