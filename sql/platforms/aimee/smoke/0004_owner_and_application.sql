-- Why: production is reached by one role of the application alone; it works with rows and may change nothing else.
SELECT 'the application reads and writes rows of every table',
       (SELECT pg_catalog.bool_and(pg_catalog.has_table_privilege('aimee_app', c.oid, 'SELECT')
                                   AND pg_catalog.has_table_privilege('aimee_app', c.oid, 'INSERT')
                                   AND pg_catalog.has_table_privilege('aimee_app', c.oid, 'UPDATE')
                                   AND pg_catalog.has_table_privilege('aimee_app', c.oid, 'DELETE'))
        FROM pg_catalog.pg_class AS c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r')
UNION ALL
SELECT 'the application empties no table as a whole and puts no trigger on one',
       (SELECT NOT pg_catalog.bool_or(pg_catalog.has_table_privilege('aimee_app', c.oid, 'TRUNCATE')
                                      OR pg_catalog.has_table_privilege('aimee_app', c.oid, 'TRIGGER'))
        FROM pg_catalog.pg_class AS c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r')
UNION ALL
SELECT 'the application makes nothing in a schema',
       (SELECT NOT pg_catalog.bool_or(pg_catalog.has_schema_privilege('aimee_app', n.oid, 'CREATE'))
        FROM pg_catalog.pg_namespace AS n WHERE n.nspname IN ('public', 'drizzle', 'golive_undo'))
UNION ALL
SELECT 'the application does not see what the steps keep, nor the history',
       (SELECT NOT pg_catalog.bool_or(pg_catalog.has_schema_privilege('aimee_app', n.oid, 'USAGE'))
        FROM pg_catalog.pg_namespace AS n WHERE n.nspname IN ('drizzle', 'golive_undo'))
UNION ALL
SELECT 'nobody logs in as the owner, and the application cannot become it',
       (SELECT NOT o.rolcanlogin AND NOT pg_catalog.pg_has_role('aimee_app', 'aimee_owner', 'MEMBER')
        FROM pg_catalog.pg_roles AS o WHERE o.rolname = 'aimee_owner');
