-- One text that changes whenever an object of this database is made, altered or dropped. What sessions keep to
-- themselves is left out: temporary tables come and go with every request of some applications.
SELECT pg_catalog.string_agg(v.what || ' ' || v.n || ' ' || v.sum, ', ' ORDER BY v.what COLLATE "C")
FROM (
  SELECT 'class' AS what, pg_catalog.count(*)::text AS n, pg_catalog.sum(c.xmin::text::bigint + c.oid::bigint)::text AS sum
  FROM pg_catalog.pg_class AS c WHERE c.oid >= 16384 AND c.relpersistence <> 't' AND c.relkind <> 't'
  UNION ALL
  SELECT 'attribute', pg_catalog.count(*)::text, pg_catalog.sum(a.xmin::text::bigint)::text
  FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
  WHERE a.attrelid >= 16384 AND c.relpersistence <> 't' AND c.relkind <> 't'
  UNION ALL
  SELECT 'constraint', pg_catalog.count(*)::text, pg_catalog.sum(k.xmin::text::bigint + k.oid::bigint)::text
  FROM pg_catalog.pg_constraint AS k LEFT JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
  WHERE k.oid >= 16384 AND coalesce(c.relpersistence, 'p') <> 't'
  UNION ALL
  SELECT 'index', pg_catalog.count(*)::text, pg_catalog.sum(i.xmin::text::bigint)::text
  FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
  WHERE i.indexrelid >= 16384 AND c.relpersistence <> 't'
  UNION ALL
  SELECT 'proc', pg_catalog.count(*)::text, pg_catalog.sum(p.xmin::text::bigint + p.oid::bigint)::text
  FROM pg_catalog.pg_proc AS p WHERE p.oid >= 16384
  UNION ALL
  SELECT 'trigger', pg_catalog.count(*)::text, pg_catalog.sum(t.xmin::text::bigint)::text FROM pg_catalog.pg_trigger AS t
  UNION ALL
  SELECT 'policy', pg_catalog.count(*)::text, pg_catalog.sum(p.xmin::text::bigint)::text FROM pg_catalog.pg_policy AS p
  UNION ALL
  SELECT 'rewrite', pg_catalog.count(*)::text, pg_catalog.sum(r.xmin::text::bigint)::text
  FROM pg_catalog.pg_rewrite AS r WHERE r.oid >= 16384
  UNION ALL
  SELECT 'namespace', pg_catalog.count(*)::text, pg_catalog.sum(n.xmin::text::bigint)::text
  FROM pg_catalog.pg_namespace AS n WHERE n.nspname !~ '^pg_(toast_)?temp_'
  UNION ALL
  SELECT 'prepared', pg_catalog.count(*)::text, pg_catalog.string_agg(x.gid, ' ' ORDER BY x.gid COLLATE "C")
  FROM pg_catalog.pg_prepared_xacts AS x WHERE x.database = pg_catalog.current_database()
) AS v (what, n, sum);
