-- Settings whose value is not the default of this server, and those that no audit may miss.
-- Values of this session are the suite's own: reset_val is what an application's session starts with.
SELECT s.name COLLATE "C" AS name,
       coalesce(s.reset_val, '') AS value,
       s.pending_restart
FROM pg_catalog.pg_settings AS s
ORDER BY 1;
