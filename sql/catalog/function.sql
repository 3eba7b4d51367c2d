-- Functions, procedures, aggregates and window functions that people made.
SELECT p.oid::pg_catalog.regprocedure::text COLLATE "C" AS identity,
       p.prokind::text AS prokind,
       l.lanname::text AS language,
       pg_catalog.pg_get_function_arguments(p.oid) AS arguments,
       coalesce(pg_catalog.pg_get_function_result(p.oid), '') AS result,
       CASE WHEN p.prokind = 'a' OR p.prosqlbody IS NOT NULL THEN '' ELSE p.prosrc END AS body,
       coalesce(pg_catalog.pg_get_function_sqlbody(p.oid), '') AS sql_body,
       coalesce(p.probin, '') AS library,
       CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END AS volatility,
       p.proisstrict AS strict,
       p.prosecdef AS security_definer,
       p.proleakproof AS leakproof,
       CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END AS parallel,
       CASE WHEN p.proconfig IS NULL THEN '{}'::text[] ELSE
         ARRAY(SELECT o FROM pg_catalog.unnest(p.proconfig) AS o ORDER BY o COLLATE "C") END AS config,
       pg_catalog.pg_get_userbyid(p.proowner)::text AS owner,
       coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))::text[] AS grants,
       l.lanpltrusted OR l.lanname = 'sql' AS trusted,
       p.procost::float8 AS cost,
       p.prorows::float8 AS rows,
       CASE WHEN p.prosupport::oid = 0 THEN '' ELSE p.prosupport::text END AS support,
       coalesce((
         SELECT 'SFUNC = ' || g.aggtransfn::text || ', STYPE = ' || pg_catalog.format_type(g.aggtranstype, NULL)
                || CASE WHEN g.aggfinalfn::oid <> 0 THEN ', FINALFUNC = ' || g.aggfinalfn::text ELSE '' END
                || CASE WHEN g.aggfinalextra THEN ', FINALFUNC_EXTRA' ELSE '' END
                || CASE WHEN g.aggcombinefn::oid <> 0 THEN ', COMBINEFUNC = ' || g.aggcombinefn::text ELSE '' END
                || CASE WHEN g.aggserialfn::oid <> 0 THEN ', SERIALFUNC = ' || g.aggserialfn::text ELSE '' END
                || CASE WHEN g.aggdeserialfn::oid <> 0 THEN ', DESERIALFUNC = ' || g.aggdeserialfn::text ELSE '' END
                || CASE WHEN g.agginitval IS NOT NULL THEN ', INITCOND = ' || pg_catalog.quote_literal(g.agginitval) ELSE '' END
                || CASE WHEN g.aggmtransfn::oid <> 0 THEN ', MSFUNC = ' || g.aggmtransfn::text || ', MINVFUNC = '
                     || g.aggminvtransfn::text || ', MSTYPE = ' || pg_catalog.format_type(g.aggmtranstype, NULL) ELSE '' END
                || CASE WHEN g.aggsortop <> 0 THEN ', SORTOP = ' || (
                     SELECT 'OPERATOR(' || pg_catalog.quote_ident(sn.nspname) || '.' || so.oprname || ')' FROM pg_catalog.pg_operator AS so
                     JOIN pg_catalog.pg_namespace AS sn ON sn.oid = so.oprnamespace WHERE so.oid = g.aggsortop) ELSE '' END
                || CASE WHEN p.proparallel = 's' THEN ', PARALLEL = SAFE'
                        WHEN p.proparallel = 'r' THEN ', PARALLEL = RESTRICTED' ELSE '' END
                || CASE g.aggkind WHEN 'h' THEN ', HYPOTHETICAL' ELSE '' END
         FROM pg_catalog.pg_aggregate AS g WHERE g.aggfnoid = p.oid), '') AS aggregate
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'golive', 'golive_undo')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND e.objid = p.oid AND e.deptype IN ('e', 'i'))
ORDER BY 1;
