-- The session is named by its run in the moment in which it holds the lock.
SELECT CASE WHEN pg_catalog.pg_try_advisory_lock({key})
            THEN pg_catalog.set_config('application_name', {name}, false) IS NOT NULL
            ELSE false
       END;
