-- A sequence goes on behind the rows that came.
SELECT pg_catalog.setval({sequence}::pg_catalog.regclass, m.highest)
FROM (SELECT pg_catalog.max({column}) AS highest FROM {table}) AS m
WHERE m.highest OPERATOR(pg_catalog.>) 0
