-- The first free place of a server, if there is one. Everybody asks in the same database: these locks are each database's own.
-- No more places than the roles' own limits have room for: whoever has one could not look.
SELECT n FROM pg_catalog.generate_series(1, (
  SELECT pg_catalog.min(CASE
    WHEN r.rolsuper OR r.rolconnlimit OPERATOR(pg_catalog.<) 0 THEN {places}
    WHEN r.rolname OPERATOR(pg_catalog.=) session_user
      THEN greatest(1, least({places}, r.rolconnlimit OPERATOR(pg_catalog./) {reads}))
    ELSE greatest(1, least({places}, r.rolconnlimit)) END)
  FROM pg_catalog.pg_roles AS r WHERE r.rolname OPERATOR(pg_catalog.=) ANY (ARRAY[session_user, {prober}])
)) AS n
WHERE pg_catalog.pg_try_advisory_lock({key}, n) LIMIT 1
