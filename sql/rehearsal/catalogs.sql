-- One query for each system catalog: how many rows it has, and who wrote them. What plans and statistics keep is no object.
SELECT pg_catalog.string_agg(
         pg_catalog.format('SELECT pg_catalog.count(*), pg_catalog.sum(xmin::text::bigint) FROM pg_catalog.%I', relname),
         ' UNION ALL ' ORDER BY relname)
  FROM pg_catalog.pg_class
 WHERE relnamespace = 'pg_catalog'::pg_catalog.regnamespace
   AND relkind = 'r'
   AND relname NOT IN ('pg_statistic', 'pg_statistic_ext_data', 'pg_largeobject')
