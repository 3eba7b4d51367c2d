-- Login triggers, which servers have since 17, with code of somebody who is neither superuser nor this login.
SELECT pg_catalog.quote_ident(t.evtname) AS name, t.evtfoid::pg_catalog.regprocedure::pg_catalog.text AS function,
       r.rolname::pg_catalog.text AS owner
FROM pg_catalog.pg_event_trigger AS t
JOIN pg_catalog.pg_proc AS p ON p.oid = t.evtfoid
JOIN pg_catalog.pg_roles AS r ON r.oid = p.proowner
WHERE t.evtevent = 'login' AND t.evtenabled <> 'D' AND NOT r.rolsuper AND r.rolname <> SESSION_USER
  AND pg_catalog.current_setting('event_triggers', true) IS DISTINCT FROM 'off'
ORDER BY t.evtname;
