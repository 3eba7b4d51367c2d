-- Functions of these names that give every row of one statement the same; overloads must all do so.
SELECT p.proname
FROM pg_catalog.pg_proc AS p
WHERE p.proname = ANY ({names}::text[])
GROUP BY p.proname
HAVING bool_and(p.provolatile <> 'v')
ORDER BY p.proname;
