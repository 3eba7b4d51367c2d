-- Event triggers.
SELECT pg_catalog.quote_ident(t.evtname) COLLATE "C" AS identity,
       t.evtevent::text AS event,
       t.evtfoid::pg_catalog.regprocedure::text AS function,
       t.evtenabled::text AS enabled,
       ARRAY(SELECT g FROM pg_catalog.unnest(t.evttags) AS g ORDER BY g COLLATE "C") AS tags,
       pg_catalog.pg_get_userbyid(t.evtowner)::text AS owner
FROM pg_catalog.pg_event_trigger AS t
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_event_trigger'::pg_catalog.regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY 1;
