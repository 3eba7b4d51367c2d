-- Subscriptions of this database, without their connection.
SELECT pg_catalog.quote_ident(s.subname) COLLATE "C" AS identity,
       pg_catalog.pg_get_userbyid(s.subowner)::text AS owner,
       s.subenabled AS enabled,
       coalesce(s.subslotname::text, '') AS slot,
       ARRAY(SELECT p FROM pg_catalog.unnest(s.subpublications) AS p ORDER BY p COLLATE "C") AS publications
FROM pg_catalog.pg_subscription AS s
WHERE s.subdbid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
ORDER BY 1;
