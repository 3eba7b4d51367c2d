-- The sessions of one run; without a token, those of all runs that write in this database.
SELECT a.pid, a.application_name, coalesce(a.usename::text, '')
FROM pg_catalog.pg_stat_activity AS a
WHERE a.pid <> pg_catalog.pg_backend_pid()
  AND CASE WHEN {token} = ''
           THEN a.datname = pg_catalog.current_database()
             AND a.application_name ~ '^golive [0-9a-f]{{12}} (lock|step|command)'
           ELSE pg_catalog.starts_with(a.application_name, {token} || ' ')
      END
ORDER BY a.pid;
