-- What this login is and may beyond looking, in words; nothing where it only may look.
WITH me AS (
  SELECT r.oid, r.rolsuper, r.rolcreaterole FROM pg_catalog.pg_roles AS r WHERE r.rolname = SESSION_USER
), own AS (
  SELECT c.oid, c.relowner, c.relkind
  FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
), said (place, words) AS (
  SELECT 1, 'is superuser' FROM me WHERE me.rolsuper
  UNION ALL
  SELECT 2, 'may create roles' FROM me WHERE me.rolcreaterole AND NOT me.rolsuper
  UNION ALL
  SELECT 3, 'is a member of ' || pg_catalog.string_agg(g.rolname::pg_catalog.text, ', ' ORDER BY g.rolname)
  FROM me JOIN pg_catalog.pg_roles AS g ON pg_catalog.pg_has_role(me.oid, g.oid, 'MEMBER')
  WHERE NOT me.rolsuper AND (g.rolsuper OR g.rolname IN (
    'pg_write_all_data', 'pg_execute_server_program', 'pg_write_server_files', 'pg_read_server_files',
    'pg_signal_backend', 'pg_create_subscription', 'pg_maintain'))
  HAVING pg_catalog.count(*) > 0
  UNION ALL
  SELECT 4, 'owns ' || pg_catalog.count(*) || ' tables and views'
  FROM me JOIN own AS o ON pg_catalog.pg_has_role(me.oid, o.relowner, 'MEMBER')
  WHERE NOT me.rolsuper HAVING pg_catalog.count(*) > 0
  UNION ALL
  SELECT 5, 'may write to ' || pg_catalog.count(*) || ' tables'
  FROM me JOIN own AS o ON o.relkind IN ('r', 'p')
   AND pg_catalog.has_table_privilege(me.oid, o.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
  WHERE NOT me.rolsuper AND NOT pg_catalog.pg_has_role(me.oid, o.relowner, 'MEMBER') HAVING pg_catalog.count(*) > 0
)
SELECT s.words FROM said AS s ORDER BY s.place;
