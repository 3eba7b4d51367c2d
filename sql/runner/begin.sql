-- Who answers, from now on by this search path.
SELECT pg_catalog.pg_backend_pid(), pg_catalog.set_config('search_path', {path}, false);
