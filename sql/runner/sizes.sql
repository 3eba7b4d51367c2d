-- What stands behind each name: its kind, how large it is with its parts, its columns, and what its checks have proved.
WITH named AS (
  SELECT n.said, pg_catalog.to_regclass(n.whole) AS oid
  FROM ROWS FROM (pg_catalog.unnest({said}::text[]), pg_catalog.unnest({whole}::text[])) AS n (said, whole)
), sized AS (
  SELECT n.said, c.oid, c.relkind, coalesce(i.indrelid, c.oid) AS table_oid, i.indisvalid, i.indexrelid
  FROM named AS n
  JOIN pg_catalog.pg_class AS c ON c.oid = n.oid
  LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = c.oid
)
SELECT s.said,
       s.relkind::text,
       size.rows,
       size.bytes,
       (SELECT pg_catalog.jsonb_object_agg(a.attname, pg_catalog.jsonb_build_array(
                 pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull))
        FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = s.oid AND a.attnum > 0 AND NOT a.attisdropped),
       ARRAY(
         SELECT pg_catalog.pg_get_constraintdef(k.oid)
         FROM pg_catalog.pg_constraint AS k
         WHERE k.conrelid = s.oid AND k.contype = 'c' AND k.convalidated
         ORDER BY k.conname
       ),
       coalesce(s.indisvalid, true),
       s.table_oid::regclass::text,
       pg_catalog.pg_get_indexdef(s.indexrelid)
FROM sized AS s
CROSS JOIN LATERAL (
  SELECT coalesce(sum(CASE WHEN t.reltuples > 0 AND t.relpages > 0
                           THEN t.reltuples / t.relpages * pg_catalog.pg_relation_size(t.oid) / 8192
                           ELSE pg_catalog.pg_relation_size(t.oid) / 100 END), 0)::bigint,
         coalesce(sum(pg_catalog.pg_table_size(t.oid)), 0)::bigint
  FROM pg_catalog.pg_class AS t
  WHERE t.oid = s.table_oid OR t.oid IN (SELECT p.relid FROM pg_catalog.pg_partition_tree(s.table_oid) AS p)
) AS size (rows, bytes)
ORDER BY s.said;
