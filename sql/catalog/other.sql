-- Whatever else people may have made, named as the server names it. The definition is what follows the name in CREATE.
WITH found AS (
  SELECT 'pg_catalog.pg_cast'::pg_catalog.regclass::oid AS class, c.oid AS object, NULL::oid AS owner, NULL::aclitem[] AS acl,
         CASE c.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || c.castfunc::pg_catalog.regprocedure::text
                           WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END
         || CASE c.castcontext WHEN 'i' THEN ' AS IMPLICIT' WHEN 'a' THEN ' AS ASSIGNMENT' ELSE '' END AS definition
  FROM pg_catalog.pg_cast AS c
  UNION ALL
  SELECT 'pg_catalog.pg_operator'::pg_catalog.regclass::oid, o.oid, o.oprowner, NULL,
         '(FUNCTION = ' || o.oprcode::text
         || CASE WHEN o.oprleft <> 0 THEN ', LEFTARG = ' || pg_catalog.format_type(o.oprleft, NULL) ELSE '' END
         || CASE WHEN o.oprright <> 0 THEN ', RIGHTARG = ' || pg_catalog.format_type(o.oprright, NULL) ELSE '' END
         || CASE WHEN o.oprcom <> 0 THEN ', COMMUTATOR = OPERATOR(' || (SELECT pg_catalog.quote_ident(n.nspname) || '.' || k.oprname FROM pg_catalog.pg_operator AS k
              JOIN pg_catalog.pg_namespace AS n ON n.oid = k.oprnamespace WHERE k.oid = o.oprcom) || ')' ELSE '' END
         || CASE WHEN o.oprnegate <> 0 THEN ', NEGATOR = OPERATOR(' || (SELECT pg_catalog.quote_ident(n.nspname) || '.' || k.oprname FROM pg_catalog.pg_operator AS k
              JOIN pg_catalog.pg_namespace AS n ON n.oid = k.oprnamespace WHERE k.oid = o.oprnegate) || ')' ELSE '' END
         || CASE WHEN o.oprrest::oid <> 0 THEN ', RESTRICT = ' || o.oprrest::text ELSE '' END
         || CASE WHEN o.oprjoin::oid <> 0 THEN ', JOIN = ' || o.oprjoin::text ELSE '' END
         || CASE WHEN o.oprcanhash THEN ', HASHES' ELSE '' END || CASE WHEN o.oprcanmerge THEN ', MERGES' ELSE '' END || ')'
  FROM pg_catalog.pg_operator AS o
  UNION ALL
  SELECT 'pg_catalog.pg_opclass'::pg_catalog.regclass::oid, c.oid, c.opcowner, NULL,
         CASE WHEN c.opcdefault THEN 'DEFAULT ' ELSE '' END || 'FOR TYPE ' || pg_catalog.format_type(c.opcintype, NULL)
         || ' IN ' || (SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(f.opfname) FROM pg_catalog.pg_opfamily AS f
                       JOIN pg_catalog.pg_namespace AS n ON n.oid = f.opfnamespace WHERE f.oid = c.opcfamily)
         || coalesce(' STORAGE ' || pg_catalog.format_type(nullif(c.opckeytype, 0), NULL), '')
  FROM pg_catalog.pg_opclass AS c
  UNION ALL
  SELECT 'pg_catalog.pg_opfamily'::pg_catalog.regclass::oid, f.oid, f.opfowner, NULL,
         coalesce((SELECT pg_catalog.string_agg('OPERATOR ' || a.amopstrategy || ' ' || a.amopopr::pg_catalog.regoperator::text, ', '
                                                ORDER BY a.amopstrategy, a.amopopr::pg_catalog.regoperator::text COLLATE "C")
                   FROM pg_catalog.pg_amop AS a WHERE a.amopfamily = f.oid), '')
         || coalesce((SELECT ', ' || pg_catalog.string_agg('FUNCTION ' || a.amprocnum || ' ' || a.amproc::pg_catalog.regprocedure::text, ', '
                                                ORDER BY a.amprocnum, a.amproc::pg_catalog.regprocedure::text COLLATE "C")
                      FROM pg_catalog.pg_amproc AS a WHERE a.amprocfamily = f.oid), '')
  FROM pg_catalog.pg_opfamily AS f
  UNION ALL
  SELECT 'pg_catalog.pg_conversion'::pg_catalog.regclass::oid, c.oid, c.conowner, NULL,
         'FOR ' || pg_catalog.quote_literal(pg_catalog.pg_encoding_to_char(c.conforencoding)) || ' TO '
         || pg_catalog.quote_literal(pg_catalog.pg_encoding_to_char(c.contoencoding)) || ' FROM ' || c.conproc::text
         || CASE WHEN c.condefault THEN ' (default)' ELSE '' END
  FROM pg_catalog.pg_conversion AS c
  UNION ALL
  SELECT 'pg_catalog.pg_language'::pg_catalog.regclass::oid, l.oid, l.lanowner, coalesce(l.lanacl, pg_catalog.acldefault('l', l.lanowner)),
         CASE WHEN l.lanpltrusted THEN 'TRUSTED ' ELSE '' END || 'HANDLER ' || l.lanplcallfoid::pg_catalog.regproc::text
  FROM pg_catalog.pg_language AS l
  UNION ALL
  SELECT 'pg_catalog.pg_collation'::pg_catalog.regclass::oid, c.oid, c.collowner, NULL,
         '(PROVIDER = ' || CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END
         || coalesce(', LOCALE = ' || pg_catalog.quote_literal(coalesce(pg_catalog.to_jsonb(c) ->> 'colllocale', pg_catalog.to_jsonb(c) ->> 'colliculocale')), '')
         || CASE WHEN c.collprovider = 'c' THEN ', LC_COLLATE = ' || pg_catalog.quote_literal(c.collcollate)
                                              || ', LC_CTYPE = ' || pg_catalog.quote_literal(c.collctype) ELSE '' END
         || CASE WHEN c.collisdeterministic THEN '' ELSE ', DETERMINISTIC = false' END || ')'
  FROM pg_catalog.pg_collation AS c
  UNION ALL
  SELECT 'pg_catalog.pg_ts_dict'::pg_catalog.regclass::oid, d.oid, d.dictowner, NULL,
         '(TEMPLATE = ' || (SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(t.tmplname) FROM pg_catalog.pg_ts_template AS t
                            JOIN pg_catalog.pg_namespace AS n ON n.oid = t.tmplnamespace WHERE t.oid = d.dicttemplate)
         || coalesce(', ' || d.dictinitoption, '') || ')'
  FROM pg_catalog.pg_ts_dict AS d
  UNION ALL
  SELECT 'pg_catalog.pg_ts_config'::pg_catalog.regclass::oid, f.oid, f.cfgowner, NULL,
         '(PARSER = ' || (SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.prsname) FROM pg_catalog.pg_ts_parser AS p
                          JOIN pg_catalog.pg_namespace AS n ON n.oid = p.prsnamespace WHERE p.oid = f.cfgparser) || ')'
         || coalesce((SELECT pg_catalog.string_agg('; ' || k.alias || ' WITH ' || m.dicts, '' ORDER BY k.alias COLLATE "C")
                      FROM (SELECT a.maptokentype, pg_catalog.string_agg(a.mapdict::pg_catalog.regdictionary::text, ', ' ORDER BY a.mapseqno) AS dicts
                            FROM pg_catalog.pg_ts_config_map AS a WHERE a.mapcfg = f.oid GROUP BY a.maptokentype) AS m
                      JOIN LATERAL pg_catalog.ts_token_type(f.cfgparser) AS k ON k.tokid = m.maptokentype), '')
  FROM pg_catalog.pg_ts_config AS f WHERE f.oid >= 16384
  UNION ALL
  SELECT 'pg_catalog.pg_ts_parser'::pg_catalog.regclass::oid, p.oid, NULL, NULL,
         '(START = ' || p.prsstart::text || ', GETTOKEN = ' || p.prstoken::text || ', END = ' || p.prsend::text
         || ', LEXTYPES = ' || p.prslextype::text || CASE WHEN p.prsheadline::oid = 0 THEN '' ELSE ', HEADLINE = ' || p.prsheadline::text END || ')'
  FROM pg_catalog.pg_ts_parser AS p
  UNION ALL
  SELECT 'pg_catalog.pg_ts_template'::pg_catalog.regclass::oid, t.oid, NULL, NULL,
         '(' || CASE WHEN t.tmplinit::oid = 0 THEN '' ELSE 'INIT = ' || t.tmplinit::text || ', ' END || 'LEXIZE = ' || t.tmpllexize::text || ')'
  FROM pg_catalog.pg_ts_template AS t
  UNION ALL
  SELECT 'pg_catalog.pg_transform'::pg_catalog.regclass::oid, t.oid, NULL, NULL,
         '(' || pg_catalog.concat_ws(', ', CASE WHEN t.trffromsql::oid <> 0 THEN 'FROM SQL WITH FUNCTION ' || t.trffromsql::oid::pg_catalog.regprocedure::text END,
                                 CASE WHEN t.trftosql::oid <> 0 THEN 'TO SQL WITH FUNCTION ' || t.trftosql::oid::pg_catalog.regprocedure::text END) || ')'
  FROM pg_catalog.pg_transform AS t
  UNION ALL
  SELECT 'pg_catalog.pg_am'::pg_catalog.regclass::oid, m.oid, NULL, NULL,
         'TYPE ' || CASE m.amtype WHEN 'i' THEN 'INDEX' ELSE 'TABLE' END || ' HANDLER ' || m.amhandler::text
  FROM pg_catalog.pg_am AS m
)
SELECT (i.type || ' ' || i.identity) COLLATE "C" AS identity,
       pg_catalog.upper(i.type) AS form,
       i.identity AS object,
       coalesce(i.schema, '') AS in_schema,
       CASE WHEN f.owner IS NULL THEN '' ELSE pg_catalog.pg_get_userbyid(f.owner)::text END AS owner,
       f.definition,
       coalesce(f.acl::text[], '{}') AS grants
FROM found AS f
CROSS JOIN LATERAL pg_catalog.pg_identify_object(f.class, f.object, 0) AS i
WHERE f.object >= 16384
  AND coalesce(i.schema, '') NOT IN ('golive', 'golive_undo') AND coalesce(i.schema, '') !~ '^pg_'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e WHERE e.classid = f.class AND e.objid = f.object AND e.deptype IN ('e', 'i'))
ORDER BY 1;
