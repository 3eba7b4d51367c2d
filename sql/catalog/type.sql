-- Enums, domains, composites, ranges and base types that people made; not row types, arrays and multiranges.
SELECT (pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(t.typname)) COLLATE "C" AS identity,
       t.typtype::text AS typtype,
       pg_catalog.pg_get_userbyid(t.typowner)::text AS owner,
       ARRAY(SELECT l.enumlabel::text FROM pg_catalog.pg_enum AS l WHERE l.enumtypid = t.oid
             ORDER BY l.enumsortorder) AS labels,
       CASE t.typtype WHEN 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod)
                      WHEN 'r' THEN pg_catalog.format_type(g.rngsubtype, NULL) ELSE '' END AS base,
       t.typnotnull AS not_null,
       CASE WHEN t.typtype = 'd' THEN coalesce(t.typdefault, '') ELSE '' END AS default,
       CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation
            THEN (SELECT pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(c.collname)
                  FROM pg_catalog.pg_collation AS c JOIN pg_catalog.pg_namespace AS cn ON cn.oid = c.collnamespace
                  WHERE c.oid = t.typcollation) ELSE '' END AS collation,
       ARRAY(SELECT pg_catalog.quote_ident(k.conname) || ' ' || pg_catalog.pg_get_constraintdef(k.oid)
             FROM pg_catalog.pg_constraint AS k WHERE k.contypid = t.oid AND k.contype = 'c'
             ORDER BY k.conname::text COLLATE "C") AS constraints,
       ARRAY(SELECT pg_catalog.quote_ident(a.attname) || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod)
                    || CASE WHEN a.attcollation <> at.typcollation
                            THEN (SELECT ' COLLATE ' || pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(c.collname)
                                  FROM pg_catalog.pg_collation AS c
                                  JOIN pg_catalog.pg_namespace AS cn ON cn.oid = c.collnamespace
                                  WHERE c.oid = a.attcollation) ELSE '' END
             FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS at ON at.oid = a.atttypid
             WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attnum) AS attributes,
       pg_catalog.array_remove(ARRAY[
         CASE WHEN g.rngsubopc <> 0 AND NOT oc.opcdefault
              THEN 'SUBTYPE_OPCLASS = ' || pg_catalog.quote_ident(ocn.nspname) || '.' || pg_catalog.quote_ident(oc.opcname) END,
         CASE WHEN g.rngcanonical <> 0 THEN 'CANONICAL = ' || g.rngcanonical::pg_catalog.regproc::text END,
         CASE WHEN g.rngsubdiff <> 0 THEN 'SUBTYPE_DIFF = ' || g.rngsubdiff::pg_catalog.regproc::text END,
         CASE WHEN t.typtype = 'b' THEN 'INPUT = ' || t.typinput::pg_catalog.regproc::text END,
         CASE WHEN t.typtype = 'b' THEN 'OUTPUT = ' || t.typoutput::pg_catalog.regproc::text END], NULL)::text[] AS options,
       coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))::text[] AS grants
FROM pg_catalog.pg_type AS t
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class AS r ON r.oid = t.typrelid
LEFT JOIN pg_catalog.pg_type AS b ON b.oid = t.typbasetype
LEFT JOIN pg_catalog.pg_range AS g ON g.rngtypid = t.oid
LEFT JOIN pg_catalog.pg_opclass AS oc ON oc.oid = g.rngsubopc
LEFT JOIN pg_catalog.pg_namespace AS ocn ON ocn.oid = oc.opcnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'golive', 'golive_undo')
  AND t.typtype IN ('e', 'd', 'c', 'r', 'b')
  AND (t.typtype <> 'c' OR r.relkind = 'c')
  AND (t.typtype <> 'b' OR NOT EXISTS (SELECT FROM pg_catalog.pg_type AS el WHERE el.typarray = t.oid))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY 1;
