-- The first free place of a server, if there is one. Everybody asks in the same database: these locks are each database's own.
SELECT n FROM pg_catalog.generate_series(1, {places}) AS n
WHERE pg_catalog.pg_try_advisory_lock({key}, n) LIMIT 1
