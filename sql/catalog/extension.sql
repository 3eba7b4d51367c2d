-- Extensions, which of their members grant something else than they came with (pg_init_privs), and what they are made of:
-- by kind, and functions by language, how many and a digest; one by one where no more than three are of one language.
SELECT pg_catalog.quote_ident(x.extname) COLLATE "C" AS identity,
       x.extversion AS version,
       n.nspname::text AS in_schema,
       pg_catalog.pg_get_userbyid(x.extowner)::text AS owner,
       ARRAY(
         SELECT (pg_catalog.pg_identify_object(m.classid, m.objid, 0)).type || ' ' || (pg_catalog.pg_identify_object(m.classid, m.objid, 0)).identity
                || ': ' || coalesce(now.grants, '') || ', at first ' || coalesce(came.grants, '')
         FROM (
           SELECT d.classid, d.objid, o.acl, o.initial
           FROM pg_catalog.pg_depend AS d
           CROSS JOIN LATERAL (
             SELECT p.proacl AS acl, pg_catalog.acldefault('f', p.proowner) AS initial FROM pg_catalog.pg_proc AS p
             WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.oid = d.objid AND p.proacl IS NOT NULL
             UNION ALL
             SELECT c.relacl, pg_catalog.acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)
             FROM pg_catalog.pg_class AS c
             WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = d.objid AND c.relacl IS NOT NULL
             UNION ALL
             SELECT s.nspacl, pg_catalog.acldefault('n', s.nspowner) FROM pg_catalog.pg_namespace AS s
             WHERE d.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND s.oid = d.objid AND s.nspacl IS NOT NULL
             UNION ALL
             SELECT l.lanacl, pg_catalog.acldefault('l', l.lanowner) FROM pg_catalog.pg_language AS l
             WHERE d.classid = 'pg_catalog.pg_language'::pg_catalog.regclass AND l.oid = d.objid AND l.lanacl IS NOT NULL
             UNION ALL
             SELECT f.fdwacl, pg_catalog.acldefault('F', f.fdwowner) FROM pg_catalog.pg_foreign_data_wrapper AS f
             WHERE d.classid = 'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass AND f.oid = d.objid
               AND f.fdwacl IS NOT NULL
           ) AS o
           WHERE d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = x.oid AND d.deptype = 'e'
         ) AS m
         LEFT JOIN pg_catalog.pg_init_privs AS i ON i.classoid = m.classid AND i.objoid = m.objid AND i.objsubid = 0
         CROSS JOIN LATERAL (
           SELECT pg_catalog.string_agg(g.who || '=' || g.rights, ' ' ORDER BY g.who COLLATE "C")
           FROM (SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(a.grantee)::text END,
                        pg_catalog.string_agg(a.privilege_type || CASE WHEN a.is_grantable THEN '*' ELSE '' END, ','
                                              ORDER BY a.privilege_type COLLATE "C")
                 FROM pg_catalog.aclexplode(m.acl) AS a WHERE a.privilege_type <> 'MAINTAIN' GROUP BY 1) AS g (who, rights)
           WHERE g.who NOT IN ('golive_reader', 'golive_prober')
         ) AS now (grants)
         CROSS JOIN LATERAL (
           SELECT pg_catalog.string_agg(g.who || '=' || g.rights, ' ' ORDER BY g.who COLLATE "C")
           FROM (SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(a.grantee)::text END,
                        pg_catalog.string_agg(a.privilege_type || CASE WHEN a.is_grantable THEN '*' ELSE '' END, ','
                                              ORDER BY a.privilege_type COLLATE "C")
                 FROM pg_catalog.aclexplode(coalesce(i.initprivs, m.initial)) AS a
                 WHERE a.privilege_type <> 'MAINTAIN' GROUP BY 1) AS g (who, rights)
         ) AS came (grants)
         WHERE now.grants IS DISTINCT FROM came.grants
         ORDER BY 1
       )::text[] AS opened,
       ARRAY(
         SELECT m.what || ': '
                || CASE WHEN pg_catalog.count(*) > 3 THEN pg_catalog.count(*)::text
                        ELSE pg_catalog.string_agg(m.name, ', ' ORDER BY m.name COLLATE "C") END
                || ', ' || pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
                     pg_catalog.string_agg(m.text, ' ' ORDER BY m.text COLLATE "C"), pg_catalog.getdatabaseencoding())), 'hex'), 12)
         FROM (
           SELECT 'functions in ' || l.lanname AS what, p.oid::pg_catalog.regprocedure::text AS name,
                  pg_catalog.concat_ws(' ', p.oid::pg_catalog.regprocedure, p.prosrc, p.probin, p.provolatile, p.prosecdef,
                                       p.proisstrict, p.proleakproof, p.proconfig) AS text
           FROM pg_catalog.pg_depend AS d
           JOIN pg_catalog.pg_proc AS p ON p.oid = d.objid
           JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
           WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
             AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = x.oid AND d.deptype = 'e'
           UNION ALL
           SELECT CASE c.relkind WHEN 'S' THEN 'sequences' WHEN 'v' THEN 'views' ELSE 'tables' END,
                  c.oid::pg_catalog.regclass::text, c.oid::pg_catalog.regclass::text
           FROM pg_catalog.pg_depend AS d
           JOIN pg_catalog.pg_class AS c ON c.oid = d.objid
           WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
             AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = x.oid AND d.deptype = 'e'
         ) AS m
         GROUP BY m.what
         ORDER BY m.what
       )::text[] AS made_of,
       coalesce(x.extversion = (SELECT v.default_version FROM pg_catalog.pg_available_extensions AS v
                                WHERE v.name = x.extname), false) AS is_default_version
FROM pg_catalog.pg_extension AS x
JOIN pg_catalog.pg_namespace AS n ON n.oid = x.extnamespace
ORDER BY 1;
