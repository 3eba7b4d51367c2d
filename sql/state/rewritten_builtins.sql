-- Functions of the server itself, and those that are not as a server brings them: in another language, with an owner's
-- rights, with settings of their own, or somebody else's. What is below 16384 is made with the cluster; a body in SQL is
-- kept parsed there, but for four that put texts together.
SELECT pg_catalog.count(*),
       pg_catalog.array_agg(f.name ORDER BY f.name COLLATE "C") FILTER (WHERE f.rewritten)
FROM (
  SELECT p.oid::pg_catalog.regprocedure::text AS name,
         l.lanname NOT IN ('internal', 'c', 'sql')
         OR l.lanname = 'sql' AND p.prosqlbody IS NULL AND NOT (
           p.proname IN ('anytextcat', 'textanycat', 'quote_literal', 'quote_nullable') AND p.prosrc ~* '^select .*pg_catalog[.]text')
         OR p.prosecdef OR p.proconfig IS NOT NULL OR p.proowner <> 10 AS rewritten
  FROM pg_catalog.pg_proc AS p
  JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
  WHERE p.oid < 16384 AND p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                    WHERE e.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND e.objid = p.oid AND e.deptype = 'e')
) AS f;
