-- Schemas that people made, and public.
SELECT pg_catalog.quote_ident(n.nspname) COLLATE "C" AS identity,
       pg_catalog.pg_get_userbyid(n.nspowner)::text AS owner,
       coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))::text[] AS grants
FROM pg_catalog.pg_namespace AS n
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'golive', 'golive_undo')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND e.objid = n.oid AND e.deptype = 'e')
ORDER BY 1;
