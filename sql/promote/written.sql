-- Rows that this session has written and not yet reported: within a transaction, its own.
SELECT schemaname, relname, n_tup_ins, n_tup_upd, n_tup_del
FROM pg_catalog.pg_stat_xact_user_tables
WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 AND schemaname <> 'golive' AND schemaname !~ '^pg_temp'
ORDER BY schemaname COLLATE "C", relname COLLATE "C";
