-- Comments on what people made; those that extensions and the server bring are theirs. Identities as COMMENT ON takes them.
SELECT (pg_catalog.lower(f.on) || ' ' || f.object) COLLATE "C" AS identity,
       f.on, f.object, f.text,
       coalesce(pg_catalog.btrim(pg_catalog.substring(f.schema, '^("(?:[^"]|"")+"|[^.]+)'), '"'), '') AS in_schema
FROM (
  SELECT CASE WHEN i.type LIKE '% column' THEN 'COLUMN' WHEN i.type IN ('table constraint', 'domain constraint') THEN 'CONSTRAINT'
              WHEN i.type = 'composite type' THEN 'TYPE' WHEN i.type LIKE '%operator' THEN 'OPERATOR' ELSE pg_catalog.upper(i.type) END,
         CASE WHEN i.type = 'domain constraint' THEN pg_catalog.regexp_replace(i.identity, ' on (.*)$', ' ON DOMAIN \1')
              WHEN d.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass THEN d.objoid::pg_catalog.regprocedure::text ELSE i.identity END,
         d.description,
         coalesce(pg_catalog.quote_ident(i.schema), pg_catalog.substring(i.identity, '.* on (.*)$'),
                  CASE WHEN i.type = 'schema' THEN i.identity END)
  FROM pg_catalog.pg_description AS d
  CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classoid, d.objoid, d.objsubid) AS i
  WHERE (d.objoid >= 16384
         OR d.objoid = 2200 AND d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.description <> 'standard public schema')
    AND d.classoid NOT IN ('pg_catalog.pg_extension'::pg_catalog.regclass, 'pg_catalog.pg_largeobject'::pg_catalog.regclass)
    AND i.identity IS NOT NULL
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                    WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e')
  UNION ALL
  SELECT 'ROLE', pg_catalog.quote_ident(r.rolname), s.description, NULL
  FROM pg_catalog.pg_shdescription AS s
  JOIN pg_catalog.pg_roles AS r ON r.oid = s.objoid
  WHERE s.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND r.rolname NOT IN ('golive_reader', 'golive_prober')
  UNION ALL
  SELECT 'DATABASE', '', s.description, NULL
  FROM pg_catalog.pg_shdescription AS s
  JOIN pg_catalog.pg_database AS b ON b.oid = s.objoid
  WHERE s.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass AND b.datname = pg_catalog.current_database()
    AND s.description <> 'default administrative connection database'
) AS f ("on", object, text, schema)
WHERE coalesce(f.schema, '') !~ '^(golive|golive_undo)([.]|$)' AND coalesce(f.schema, '') !~ '^pg_'
ORDER BY 1;
