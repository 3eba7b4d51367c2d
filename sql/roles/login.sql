-- The login of this session: what it is, owns and may become. A dependency of class 'o' is an ownership, in any database.
SELECT session_user::pg_catalog.text,
       r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolreplication, r.rolbypassrls,
       (SELECT pg_catalog.count(*) FROM pg_catalog.pg_shdepend AS d
        WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_authid'::pg_catalog.regclass::pg_catalog.oid
          AND d.refobjid OPERATOR(pg_catalog.=) r.oid AND d.deptype OPERATOR(pg_catalog.=) 'o'),
       ARRAY(SELECT g.rolname::pg_catalog.text FROM pg_catalog.pg_auth_members AS m
             JOIN pg_catalog.pg_roles AS g ON g.oid OPERATOR(pg_catalog.=) m.roleid
             WHERE m.member OPERATOR(pg_catalog.=) r.oid
               AND coalesce((pg_catalog.to_jsonb(m) OPERATOR(pg_catalog.->>) 'set_option')::pg_catalog.bool, true)
             ORDER BY 1),
       ARRAY(SELECT g.rolname::pg_catalog.text FROM pg_catalog.pg_auth_members AS m
             JOIN pg_catalog.pg_roles AS g ON g.oid OPERATOR(pg_catalog.=) m.roleid
             WHERE m.member OPERATOR(pg_catalog.=) r.oid
               AND (coalesce((pg_catalog.to_jsonb(m) OPERATOR(pg_catalog.->>) 'inherit_option')::pg_catalog.bool, r.rolinherit)
                    OR m.admin_option)
             ORDER BY 1),
       ARRAY(SELECT g.rolname::pg_catalog.text FROM pg_catalog.pg_roles AS g
             WHERE g.rolsuper AND pg_catalog.pg_has_role(r.oid, g.oid, 'MEMBER') AND NOT r.rolsuper ORDER BY 1)
FROM pg_catalog.pg_roles AS r WHERE r.rolname OPERATOR(pg_catalog.=) session_user
