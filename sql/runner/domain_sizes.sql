-- How large the tables are that use each domain, together.
SELECT n.said,
       coalesce(sum(greatest(c.reltuples, pg_catalog.pg_relation_size(c.oid) / 100)), 0)::bigint,
       coalesce(sum(pg_catalog.pg_table_size(c.oid)), 0)::bigint
FROM ROWS FROM (pg_catalog.unnest({said}::text[]), pg_catalog.unnest({whole}::text[])) AS n (said, whole)
JOIN pg_catalog.pg_attribute AS a
  ON a.atttypid = pg_catalog.to_regtype(n.whole)
  AND NOT a.attisdropped
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'm')
GROUP BY n.said
ORDER BY n.said;
