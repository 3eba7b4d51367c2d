-- How many rows were inserted, updated and deleted in each table since the database was made, by whatever wrote them.
SELECT pg_catalog.format('%I.%I', s.schemaname, s.relname), s.n_tup_ins, s.n_tup_upd, s.n_tup_del
FROM pg_catalog.pg_stat_user_tables AS s
WHERE s.schemaname <> 'golive'
ORDER BY 1;
