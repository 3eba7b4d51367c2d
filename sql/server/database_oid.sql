-- The number of this database in its cluster: a restored one has another, whatever its name.
SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database() ORDER BY 1
