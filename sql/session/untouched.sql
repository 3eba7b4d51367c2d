-- Names whose use in a statement would run code of somebody else's, with the rights of the session that reads: functions
-- and operators of roles that are neither superuser nor this login, views, foreign tables, types that such code casts or
-- compares, and tables that the planner cannot even count without calling it. Casts are of the whole database, whatever
-- the search path says; expressions of indexes, statistics and partition keys are folded while a query is planned.
WITH RECURSIVE code AS MATERIALIZED (
  SELECT p.oid, n.nspname, p.proname, r.rolname, p.oid::pg_catalog.regprocedure::pg_catalog.text AS name,
         -- with a row's value as its argument it is called for rows only, unless its text is put in its place
         l.lanname <> 'sql' OR p.prosecdef OR p.proconfig IS NOT NULL
         OR (p.prosqlbody IS NULL AND pg_catalog.regexp_replace(p.prosrc, 'pg_catalog\s*\.', '', 'gi')
             !~ '[[:alnum:]_"$]\s*\.\s*[[:alpha:]_"]') AS for_rows
  FROM pg_catalog.pg_proc AS p
  JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
  JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
  JOIN pg_catalog.pg_roles AS r ON r.oid = p.proowner
  WHERE NOT r.rolsuper AND r.rolname <> SESSION_USER
), operators AS MATERIALIZED (
  SELECT o.oid, n.nspname, o.oprname, c.name
  FROM pg_catalog.pg_operator AS o
  CROSS JOIN LATERAL (VALUES (o.oprcode), (o.oprrest), (o.oprjoin)) AS u (function)
  JOIN code AS c ON c.oid = u.function::pg_catalog.oid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = o.oprnamespace
  WHERE o.oid >= 16384
), spoken (type, why) AS MATERIALIZED (
  SELECT u.type, 'a cast of ' || pg_catalog.format_type(u.type, NULL) || ' runs ' || c.name
  FROM pg_catalog.pg_cast AS x JOIN code AS c ON c.oid = x.castfunc
  CROSS JOIN LATERAL (VALUES (x.castsource), (x.casttarget)) AS u (type)
  WHERE u.type >= 16384
  UNION ALL
  SELECT t.oid, 'type ' || pg_catalog.format_type(t.oid, NULL) || ' runs ' || c.name
  FROM pg_catalog.pg_type AS t
  CROSS JOIN LATERAL (VALUES (t.typinput), (t.typoutput), (t.typreceive), (t.typsend), (t.typmodin), (t.typmodout),
                             (t.typanalyze)) AS u (function)
  JOIN code AS c ON c.oid = u.function::pg_catalog.oid
  WHERE t.oid >= 16384
  UNION ALL
  SELECT g.rngtypid, 'type ' || pg_catalog.format_type(g.rngtypid, NULL) || ' runs ' || c.name
  FROM pg_catalog.pg_range AS g
  CROSS JOIN LATERAL (VALUES (g.rngcanonical), (g.rngsubdiff)) AS u (function)
  JOIN code AS c ON c.oid = u.function::pg_catalog.oid
  UNION ALL
  SELECT a.amproclefttype, 'comparing ' || pg_catalog.format_type(a.amproclefttype, NULL) || ' runs ' || c.name
  FROM pg_catalog.pg_amproc AS a JOIN code AS c ON c.oid = a.amproc
  UNION ALL
  SELECT a.amoplefttype, 'comparing ' || pg_catalog.format_type(a.amoplefttype, NULL) || ' runs ' || o.name
  FROM pg_catalog.pg_amop AS a JOIN operators AS o ON o.oid = a.amopopr
), parts (type, inside) AS MATERIALIZED (
  SELECT t.oid, t.typelem FROM pg_catalog.pg_type AS t WHERE t.typelem <> 0
  UNION ALL SELECT t.oid, t.typbasetype FROM pg_catalog.pg_type AS t WHERE t.typbasetype <> 0
  UNION ALL SELECT g.rngtypid, g.rngsubtype FROM pg_catalog.pg_range AS g
  UNION ALL SELECT g.rngmultitypid, g.rngtypid FROM pg_catalog.pg_range AS g
  UNION ALL SELECT c.reltype, a.atttypid FROM pg_catalog.pg_attribute AS a
            JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
            WHERE a.attnum > 0 AND NOT a.attisdropped AND a.atttypid >= 16384 AND c.reltype <> 0
), types (type, why) AS (
  SELECT s.type, s.why FROM spoken AS s
  UNION
  SELECT p.type, y.why FROM types AS y JOIN parts AS p ON p.inside = y.type
), checked (type, why) AS (  -- nothing runs where they are read, but where a value becomes one
  SELECT k.contypid, 'the check of ' || pg_catalog.format_type(k.contypid, NULL) || ' runs ' || c.name
  FROM pg_catalog.pg_constraint AS k
  JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND d.objid = k.oid
   AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
  JOIN code AS c ON c.oid = d.refobjid
  WHERE k.contypid <> 0
  UNION
  SELECT p.type, y.why FROM checked AS y JOIN parts AS p ON p.inside = y.type
), trees (relation, place, depending, class, tree) AS MATERIALIZED (
  SELECT i.indrelid, 'index ' || i.indexrelid::pg_catalog.regclass::pg_catalog.text, i.indexrelid,
         'pg_catalog.pg_class'::pg_catalog.regclass,
         pg_catalog.concat(i.indexprs::pg_catalog.text, i.indpred::pg_catalog.text)
  FROM pg_catalog.pg_index AS i WHERE i.indexprs IS NOT NULL OR i.indpred IS NOT NULL
  UNION ALL
  SELECT s.stxrelid, 'statistics ' || pg_catalog.quote_ident(s.stxname), s.oid,
         'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, s.stxexprs::pg_catalog.text
  FROM pg_catalog.pg_statistic_ext AS s WHERE s.stxexprs IS NOT NULL
  UNION ALL
  SELECT k.partrelid, 'its partition key', k.partrelid, 'pg_catalog.pg_class'::pg_catalog.regclass,
         k.partexprs::pg_catalog.text
  FROM pg_catalog.pg_partitioned_table AS k WHERE k.partexprs IS NOT NULL
  UNION ALL
  SELECT d.adrelid, 'the generated column ' || pg_catalog.quote_ident(a.attname), d.oid,
         'pg_catalog.pg_attrdef'::pg_catalog.regclass, d.adbin::pg_catalog.text
  FROM pg_catalog.pg_attrdef AS d
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
  WHERE a.attgenerated = 'v'
), planned (relation, why) AS MATERIALIZED (
  SELECT t.relation, t.place || ' runs ' || c.name || ', of ' || c.rolname
  FROM trees AS t
  JOIN pg_catalog.pg_depend AS d ON d.classid = t.class AND d.objid = t.depending
   AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
  JOIN code AS c ON c.oid = d.refobjid
  WHERE NOT c.for_rows OR pg_catalog.regexp_replace(
          t.tree,
          '\{FUNCEXPR :funcid ' || c.oid || ' [^{}]*:args \((\{RELABELTYPE :arg )?\{VAR ',
          '', 'g') ~ (':(funcid|opfuncid|elemfuncid) ' || c.oid || ' ')
  UNION ALL
  SELECT t.relation, t.place || ' runs ' || o.name
  FROM trees AS t
  JOIN pg_catalog.pg_depend AS d ON d.classid = t.class AND d.objid = t.depending
   AND d.refclassid = 'pg_catalog.pg_operator'::pg_catalog.regclass
  JOIN operators AS o ON o.oid = d.refobjid
), closed (relation, why) AS (
  SELECT p.relation, 'planning a query on it may call code of others: ' || p.why FROM planned AS p
  UNION
  SELECT c.oid, y.why FROM types AS y JOIN pg_catalog.pg_class AS c ON c.reltype = y.type
  UNION
  SELECT c.oid, 'it is a foreign table' FROM pg_catalog.pg_class AS c WHERE c.relkind = 'f'
  UNION
  SELECT i.inhparent, c.why || CASE WHEN c.why LIKE '%(in a part of it)' THEN '' ELSE ' (in a part of it)' END
  FROM closed AS c JOIN pg_catalog.pg_inherits AS i ON i.inhrelid = c.relation
)
SELECT 'function' AS kind, c.nspname::pg_catalog.text AS schema, c.proname::pg_catalog.text AS name,
       'it is code of ' || pg_catalog.min(c.rolname::pg_catalog.text) AS why
FROM code AS c GROUP BY c.nspname, c.proname
UNION ALL
SELECT 'operator', o.nspname::pg_catalog.text, o.oprname::pg_catalog.text, 'it runs ' || pg_catalog.min(o.name)
FROM operators AS o GROUP BY o.nspname, o.oprname
UNION ALL
SELECT 'relation', n.nspname::pg_catalog.text, c.relname::pg_catalog.text, pg_catalog.min(x.why)
FROM (SELECT r.relation, r.why FROM closed AS r
      UNION ALL
      SELECT v.oid, 'it is a view' FROM pg_catalog.pg_class AS v WHERE v.relkind = 'v') AS x (relation, why)
JOIN pg_catalog.pg_class AS c ON c.oid = x.relation AND c.relkind IN ('r', 'p', 'm', 'f', 'v', 'S')
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
GROUP BY n.nspname, c.relname
UNION ALL
SELECT 'type', n.nspname::pg_catalog.text, t.typname::pg_catalog.text, pg_catalog.min(x.why)
FROM (SELECT y.type, y.why FROM types AS y
      UNION ALL
      SELECT y.type, y.why FROM checked AS y) AS x (type, why)
JOIN pg_catalog.pg_type AS t ON t.oid = x.type
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
GROUP BY n.nspname, t.typname
ORDER BY 1, 2, 3;
