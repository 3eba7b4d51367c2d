-- What stands in for the members of each extension: statements in order, from the catalog's own signatures.
-- Values of a type are text that nobody reads. Equal is equal text; whatever else is called refuses by GS001.
WITH member AS (
  SELECT e.extname AS extension, d.classid, d.objid
  FROM pg_depend AS d JOIN pg_extension AS e ON e.oid = d.refobjid
  WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname <> 'plpgsql'
), own AS (  -- base types, with what their modifiers are written as
  SELECT m.extension, t.oid, t.typname, n.nspname, t.typcategory, t.typispreferred, t.typdelim, t.typmodin <> 0 AS modified,
    NOT EXISTS (
      SELECT FROM pg_attribute AS a
      WHERE a.atttypid IN (t.oid, t.typarray) AND a.atttypmod >= 0
        AND format_type(a.atttypid, a.atttypmod) !~ '\(\d+\)(\[\])?$'
    ) AS in_numbers
  FROM member AS m JOIN pg_type AS t ON m.classid = 'pg_type'::regclass AND t.oid = m.objid
  JOIN pg_namespace AS n ON n.oid = t.typnamespace
  WHERE t.typtype = 'b' AND t.typcategory <> 'A'
), compared AS (  -- functions behind the comparisons of two values of such a type
  SELECT o.oprcode AS oid,
    max(CASE o.oprname WHEN '=' THEN 'byteaeq' WHEN '<>' THEN 'byteane' WHEN '<' THEN 'bytealt' WHEN '<=' THEN 'byteale'
                       WHEN '>' THEN 'byteagt' WHEN '>=' THEN 'byteage' END) AS symbol
  FROM pg_operator AS o
  WHERE o.oprleft = o.oprright AND o.oprleft IN (SELECT oid FROM own) AND o.oprname IN ('=', '<>', '<', '<=', '>', '>=')
  GROUP BY 1
  UNION ALL
  SELECT p.amproc, max(CASE a.amname WHEN 'btree' THEN 'byteacmp' ELSE 'hashvarlena' END)
  FROM pg_amproc AS p JOIN pg_opfamily AS f ON f.oid = p.amprocfamily JOIN pg_am AS a ON a.oid = f.opfmethod
  WHERE a.amname IN ('btree', 'hash') AND p.amprocnum = 1 AND p.amproclefttype = p.amprocrighttype
    AND p.amproclefttype IN (SELECT oid FROM own)
  GROUP BY 1
), called AS (
  SELECT m.extension, p.*, n.nspname, c.symbol
  FROM member AS m JOIN pg_proc AS p ON m.classid = 'pg_proc'::regclass AND p.oid = m.objid
  JOIN pg_namespace AS n ON n.oid = p.pronamespace
  LEFT JOIN compared AS c ON c.oid = p.oid
  WHERE p.prokind IN ('f', 'p') AND NOT EXISTS (  -- a range brings its own
    SELECT FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i'
      AND d.refclassid = 'pg_type'::regclass
  ) AND NOT EXISTS (
    SELECT FROM unnest(ARRAY[p.prorettype] || p.proargtypes::oid[]) AS one (oid) JOIN pg_type AS t ON t.oid = one.oid
    WHERE t.typname IN ('internal', 'cstring', 'any', 'language_handler', 'index_am_handler', 'table_am_handler',
                        'fdw_handler', 'tsm_handler', 'event_trigger')
  )
), classes AS (
  SELECT m.extension, c.oid, c.opcname, c.opcdefault, c.opcintype, c.opckeytype, c.opcfamily, n.nspname, a.amname, a.oid AS am,
    a.oid IN (SELECT objid FROM member WHERE classid = 'pg_am'::regclass) AS own_method
  FROM member AS m JOIN pg_opclass AS c ON m.classid = 'pg_opclass'::regclass AND c.oid = m.objid
  JOIN pg_namespace AS n ON n.oid = c.opcnamespace JOIN pg_am AS a ON a.oid = c.opcmethod
), gathered AS (  -- aggregates of the plain kind: a state of the result's own type, and nothing is ever added to it
  SELECT m.extension, n.nspname, p.proname, pg_get_function_identity_arguments(p.oid) AS arguments,
    format_type(p.prorettype, NULL) AS result,
    (SELECT string_agg(format_type(one.oid, NULL), ', ' ORDER BY one.n)
     FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS one (oid, n)) AS types
  FROM member AS m JOIN pg_proc AS p ON m.classid = 'pg_proc'::regclass AND p.oid = m.objid
  JOIN pg_aggregate AS a ON a.aggfnoid = p.oid JOIN pg_namespace AS n ON n.oid = p.pronamespace
  WHERE p.prokind = 'a' AND a.aggkind = 'n' AND p.provariadic = 0 AND NOT EXISTS (
    SELECT FROM unnest(ARRAY[p.prorettype] || p.proargtypes::oid[]) AS one (oid) JOIN pg_type AS t ON t.oid = one.oid
    WHERE t.typname IN ('internal', 'cstring', 'any') OR t.typtype = 'p'
  )
), relations AS (
  SELECT m.extension, c.oid, c.relkind, c.relname, n.nspname, c.relacl,
    (SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
     FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    (SELECT string_agg(format('NULL::%s AS %I', format_type(a.atttypid, a.atttypmod), a.attname), ', ' ORDER BY a.attnum)
     FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS nothing
  FROM member AS m JOIN pg_class AS c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
), statement AS (
  SELECT DISTINCT e.extname AS extension, 0 AS rank, n.nspname::text AS name,
    format('CREATE SCHEMA IF NOT EXISTS %I', n.nspname) AS text
  FROM pg_extension AS e
  LEFT JOIN member AS m ON m.extension = e.extname AND m.classid = 'pg_namespace'::regclass
  JOIN pg_namespace AS n ON n.oid IN (e.extnamespace, m.objid)
  WHERE e.extname <> 'plpgsql'
  UNION ALL
  SELECT extension, 1, typname, format('CREATE TYPE %I.%I', nspname, typname) FROM own
  UNION ALL
  SELECT m.extension, 1, t.typname, format('CREATE TYPE %I.%I AS ENUM (%s)', n.nspname, t.typname,
    (SELECT string_agg(quote_literal(l.enumlabel), ', ' ORDER BY l.enumsortorder) FROM pg_enum AS l WHERE l.enumtypid = t.oid))
  FROM member AS m JOIN pg_type AS t ON m.classid = 'pg_type'::regclass AND t.oid = m.objid
  JOIN pg_namespace AS n ON n.oid = t.typnamespace WHERE t.typtype = 'e'
  UNION ALL
  SELECT extension, 2, typname, format(
    'CREATE FUNCTION %1$I.%2$I(cstring, oid, integer) RETURNS %1$I.%3$I LANGUAGE internal IMMUTABLE STRICT AS ''textin'';'
    'CREATE FUNCTION %1$I.%4$I(%1$I.%3$I) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS ''textout'';'
    'CREATE FUNCTION %1$I.%5$I(cstring[]) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS %6$L;'
    'CREATE FUNCTION %1$I.%7$I(integer) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS ''varchartypmodout'';'
    'CREATE TYPE %1$I.%3$I (INPUT = %1$I.%2$I, OUTPUT = %1$I.%4$I, INTERNALLENGTH = VARIABLE, STORAGE = extended, '
    'CATEGORY = %8$L, PREFERRED = %9$s, DELIMITER = %10$L%11$s)',
    nspname, 'golive_in_' || typname, typname, 'golive_out_' || typname, 'golive_typmod_in_' || typname,
    CASE WHEN in_numbers THEN 'varchartypmodin' ELSE 'array_ndims' END, 'golive_typmod_out_' || typname,
    typcategory, CASE WHEN typispreferred THEN 'true' ELSE 'false' END, typdelim,
    CASE WHEN modified THEN format(', TYPMOD_IN = %1$I.%2$I, TYPMOD_OUT = %1$I.%3$I', nspname,
      'golive_typmod_in_' || typname, 'golive_typmod_out_' || typname) ELSE '' END)
  FROM own
  UNION ALL
  SELECT m.extension, 3, t.typname, format('CREATE DOMAIN %I.%I AS %s', n.nspname, t.typname,
    format_type(t.typbasetype, t.typtypmod))
  FROM member AS m JOIN pg_type AS t ON m.classid = 'pg_type'::regclass AND t.oid = m.objid
  JOIN pg_namespace AS n ON n.oid = t.typnamespace WHERE t.typtype = 'd'
  UNION ALL  -- one of a type of its own stands behind what compares that
  SELECT m.extension, CASE WHEN r.rngsubtype IN (SELECT oid FROM own) THEN 10 ELSE 3 END, t.typname,
    format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = %s, MULTIRANGE_TYPE_NAME = %I)', n.nspname, t.typname,
      format_type(r.rngsubtype, NULL), (SELECT s.typname FROM pg_type AS s WHERE s.oid = r.rngmultitypid))
  FROM member AS m JOIN pg_type AS t ON m.classid = 'pg_type'::regclass AND t.oid = m.objid
  JOIN pg_range AS r ON r.rngtypid = t.oid JOIN pg_namespace AS n ON n.oid = t.typnamespace
  UNION ALL
  SELECT extension, 4, relname, CASE relkind
    WHEN 'c' THEN format('CREATE TYPE %I.%I AS (%s)', nspname, relname, columns)
    WHEN 'S' THEN format('CREATE SEQUENCE %I.%I', nspname, relname)
    WHEN 'v' THEN format('CREATE VIEW %I.%I AS SELECT %s WHERE false', nspname, relname, nothing)
    ELSE format('CREATE TABLE %I.%I (%s)', nspname, relname, columns) END
  FROM relations WHERE relkind IN ('c', 'S', 'v', 'm', 'r', 'p')
  UNION ALL
  SELECT r.extension, 5, r.relname, format('GRANT %s ON %I.%I TO %s', a.privilege_type, r.nspname, r.relname,
    CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
  FROM relations AS r CROSS JOIN aclexplode(r.relacl) AS a
  WHERE r.relkind IN ('r', 'p', 'v') AND a.privilege_type <> 'MAINTAIN'
  UNION ALL
  SELECT m.extension, 5, n.nspname, format('GRANT %s ON SCHEMA %I TO %s', a.privilege_type, n.nspname,
    CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
  FROM member AS m JOIN pg_namespace AS n ON m.classid = 'pg_namespace'::regclass AND n.oid = m.objid
  CROSS JOIN aclexplode(n.nspacl) AS a
  UNION ALL
  SELECT extension, 6, oid::regprocedure::text, format('CREATE %s %I.%I(%s) %s %s %s',
    CASE prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, nspname, proname, pg_get_function_arguments(oid),
    CASE prokind WHEN 'p' THEN '' ELSE 'RETURNS ' || pg_get_function_result(oid) END,
    CASE WHEN prokind = 'p' THEN '' ELSE
      CASE provolatile WHEN 'i' THEN 'IMMUTABLE ' WHEN 's' THEN 'STABLE ' ELSE '' END
      || CASE WHEN proisstrict THEN 'STRICT' ELSE '' END END,
    CASE WHEN symbol IS NOT NULL THEN format('LANGUAGE internal AS %L', symbol)
      WHEN proname LIKE 'uuid\_generate\_v4' AND pronargs = 0 THEN 'LANGUAGE internal AS ''gen_random_uuid'''
      ELSE format('LANGUAGE plpgsql AS %L', format('BEGIN RAISE EXCEPTION USING ERRCODE = ''GS001'', MESSAGE = %L; END',
        format('extension %s is not here: %s only stands in for it', extension, proname))) END)
  FROM called
  UNION ALL
  SELECT extension, 7, proname, format(
    'CREATE FUNCTION %1$I.%2$I(%3$s, %4$s) RETURNS %3$s LANGUAGE plpgsql AS %5$L;'
    'CREATE AGGREGATE %1$I.%6$I(%7$s) (SFUNC = %1$I.%2$I, STYPE = %3$s)',
    nspname, 'golive_' || proname, result, types, format('BEGIN RAISE EXCEPTION USING ERRCODE = ''GS001'', MESSAGE = %L; END',
      format('extension %s is not here: %s only stands in for it', extension, proname)), proname, arguments)
  FROM gathered WHERE types IS NOT NULL
  UNION ALL  -- it says nothing, so that everything else can be tried
  SELECT m.extension, 11, t.evtname, format(
    'CREATE OR REPLACE FUNCTION %1$I.%2$I() RETURNS event_trigger LANGUAGE plpgsql AS ''BEGIN NULL; END'';'
    'CREATE EVENT TRIGGER %3$I ON %4$s%5$s EXECUTE FUNCTION %1$I.%2$I()',
    n.nspname, p.proname, t.evtname, t.evtevent,
    (SELECT format(' WHEN TAG IN (%s)', string_agg(quote_literal(tag), ', ')) FROM unnest(t.evttags) AS tag
     HAVING count(*) > 0))
  FROM member AS m JOIN pg_event_trigger AS t ON m.classid = 'pg_event_trigger'::regclass AND t.oid = m.objid
  JOIN pg_proc AS p ON p.oid = t.evtfoid JOIN pg_namespace AS n ON n.oid = p.pronamespace
  UNION ALL
  SELECT m.extension, 7, o.oid::regoperator::text, format('CREATE OPERATOR %I.%s (FUNCTION = %s%s%s)',
    n.nspname, o.oprname, (SELECT format('%I.%I', s.nspname, p.proname) FROM pg_proc AS p
      JOIN pg_namespace AS s ON s.oid = p.pronamespace WHERE p.oid = o.oprcode),
    CASE WHEN o.oprleft = 0 THEN '' ELSE ', LEFTARG = ' || format_type(o.oprleft, NULL) END,
    CASE WHEN o.oprright = 0 THEN '' ELSE ', RIGHTARG = ' || format_type(o.oprright, NULL) END
      || CASE WHEN o.oprcanhash THEN ', HASHES' ELSE '' END)
  FROM member AS m JOIN pg_operator AS o ON m.classid = 'pg_operator'::regclass AND o.oid = m.objid
  JOIN pg_namespace AS n ON n.oid = o.oprnamespace
  UNION ALL
  SELECT m.extension, 8, format_type(c.castsource, NULL), format('CREATE CAST (%s AS %s) WITH %s%s',
    format_type(c.castsource, NULL), format_type(c.casttarget, NULL),
    CASE c.castmethod WHEN 'f' THEN 'FUNCTION ' || c.castfunc::regprocedure ELSE 'INOUT' END,
    CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END)
  FROM member AS m JOIN pg_cast AS c ON m.classid = 'pg_cast'::regclass AND c.oid = m.objid
  WHERE c.castsource <> c.casttarget
  UNION ALL
  SELECT m.extension, 8, a.amname, format('CREATE ACCESS METHOD %I TYPE INDEX HANDLER hashhandler', a.amname)
  FROM member AS m JOIN pg_am AS a ON m.classid = 'pg_am'::regclass AND a.oid = m.objid AND a.amtype = 'i'
  UNION ALL
  SELECT extension, 9, opcname, format(
    'CREATE FUNCTION %1$I.%2$I(%3$s) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS ''internal_in'';'
    'CREATE OPERATOR CLASS %1$I.%4$I %5$s FOR TYPE %3$s USING %6$I AS FUNCTION 1 %1$I.%2$I(%3$s)',
    nspname, 'golive_' || opcname, format_type(opcintype, NULL), opcname, CASE WHEN opcdefault THEN 'DEFAULT' END, amname)
  FROM classes WHERE own_method
  UNION ALL
  SELECT c.extension, 9, c.opcname, format('CREATE OPERATOR CLASS %I.%I %s FOR TYPE %s USING %I AS %s, FUNCTION 1 %s',
    c.nspname, c.opcname, CASE WHEN c.opcdefault THEN 'DEFAULT' END, format_type(c.opcintype, NULL), c.amname,
    (SELECT string_agg(format('OPERATOR %s %s', o.amopstrategy, o.amopopr::regoperator), ', ' ORDER BY o.amopstrategy)
     FROM pg_amop AS o WHERE o.amopfamily = c.opcfamily AND o.amoplefttype = c.opcintype AND o.amoprighttype = c.opcintype),
    (SELECT p.amproc::regprocedure FROM pg_amproc AS p WHERE p.amprocfamily = c.opcfamily AND p.amprocnum = 1
       AND p.amproclefttype = c.opcintype AND p.amprocrighttype = c.opcintype))
  FROM classes AS c WHERE c.amname IN ('btree', 'hash') AND c.opcintype IN (SELECT oid FROM own)
  UNION ALL  -- an index of them is made, and no row comes into it: what would sort it in is not here
  SELECT extension, 9, opcname, format(
    'CREATE FUNCTION %1$I.%2$I(internal) RETURNS internal LANGUAGE internal AS ''internal_in'';'
    'CREATE FUNCTION %1$I.%3$I(internal) RETURNS internal LANGUAGE internal AS %4$L;'
    'CREATE OPERATOR CLASS %1$I.%5$I %6$s FOR TYPE %7$s USING %8$I AS %9$s',
    nspname, 'golive_never_' || opcname, 'golive_made_' || opcname,
    CASE amname WHEN 'brin' THEN 'brin_minmax_opcinfo' WHEN 'spgist' THEN 'spg_text_config' ELSE 'internal_in' END,
    opcname, CASE WHEN opcdefault THEN 'DEFAULT' END, format_type(opcintype, NULL), amname,
    concat_ws(', ',
      (SELECT string_agg(format('OPERATOR %s %s', o.amopstrategy, o.amopopr::regoperator), ', ' ORDER BY o.amopstrategy)
       FROM pg_amop AS o WHERE o.amopfamily = opcfamily AND o.amoplefttype = opcintype AND o.amoprighttype = opcintype
         AND EXISTS (SELECT FROM pg_constraint AS k WHERE k.contype = 'x' AND o.amopopr = ANY (k.conexclop))),
      (SELECT string_agg(format('FUNCTION %s %I.%I(internal)', n, nspname,
         CASE WHEN n = 1 THEN 'golive_made_' ELSE 'golive_never_' END || opcname), ', ' ORDER BY n)
       FROM unnest(CASE amname WHEN 'gist' THEN ARRAY[1, 2, 5, 6, 7] WHEN 'spgist' THEN ARRAY[1, 2, 3, 4, 5]
                   ELSE ARRAY[1, 2, 3, 4] END) AS n),
      CASE WHEN opckeytype NOT IN (0, opcintype) AND amname IN ('gist', 'gin') THEN 'STORAGE ' || format_type(opckeytype, NULL) END))
  FROM classes WHERE amname IN ('gist', 'gin', 'spgist', 'brin') AND NOT own_method
)
SELECT s.extension, e.extversion, n.nspname, s.name, s.text
FROM statement AS s JOIN pg_extension AS e ON e.extname = s.extension JOIN pg_namespace AS n ON n.oid = e.extnamespace
WHERE s.text IS NOT NULL
  AND NOT EXISTS (SELECT FROM pg_operator WHERE oprname !~ '^[-+*/<>=~!@#%^&|`?]+$')  -- edited by hand, and has no quotes
ORDER BY s.extension, s.rank, s.name, s.text;
