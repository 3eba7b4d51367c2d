SELECT coalesce(pg_catalog.pg_total_relation_size(pg_catalog.to_regclass({relation})), 0) + coalesce((
  SELECT pg_catalog.sum(pg_catalog.pg_total_relation_size(t.relid))
  FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass({relation})) AS t
), 0) < 64 * 1024 * 1024 AS golive_small
