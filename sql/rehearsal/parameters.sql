-- Some choices of what a request is sent with.
SELECT k.* FROM ({query}) AS k ORDER BY pg_catalog.random() LIMIT {choices};
