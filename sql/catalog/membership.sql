-- Memberships as granted, predefined roles too; grants of one membership by several grantors are one.
-- Before 16 a membership is inherited when the member inherits, and SET ROLE is always allowed.
SELECT (pg_catalog.quote_ident(u.rolname) || ' in ' || pg_catalog.quote_ident(r.rolname)) COLLATE "C" AS identity,
       r.rolname::text AS role,
       u.rolname::text AS member,
       pg_catalog.bool_or(m.admin_option) AS admin,
       pg_catalog.bool_or(coalesce((pg_catalog.to_jsonb(m) ->> 'inherit_option')::boolean, u.rolinherit)) AS inherit,
       pg_catalog.bool_or(coalesce((pg_catalog.to_jsonb(m) ->> 'set_option')::boolean, true)) AS set
FROM pg_catalog.pg_auth_members AS m
JOIN pg_catalog.pg_roles AS r ON r.oid = m.roleid
JOIN pg_catalog.pg_roles AS u ON u.oid = m.member
WHERE NOT (r.rolname ~ '^pg_' AND u.rolname ~ '^pg_')
  AND u.rolname NOT IN ('golive_reader', 'golive_prober')
  AND r.rolname NOT IN ('golive_reader', 'golive_prober')
GROUP BY r.rolname, u.rolname
ORDER BY 1;
