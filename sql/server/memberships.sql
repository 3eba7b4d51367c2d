-- Who is a member of what. Since 16 there may be one row for each who granted it; what they allow adds up.
SELECT granted.rolname AS role,
       member.rolname AS member,
       pg_catalog.bool_or(m.admin_option) AS admin,
       pg_catalog.bool_or((pg_catalog.to_jsonb(m) ->> 'inherit_option')::boolean) AS inherits,
       pg_catalog.bool_or((pg_catalog.to_jsonb(m) ->> 'set_option')::boolean) AS can_set
  FROM pg_catalog.pg_auth_members AS m
  JOIN pg_catalog.pg_roles AS granted ON granted.oid = m.roleid
  JOIN pg_catalog.pg_roles AS member ON member.oid = m.member
 WHERE NOT (granted.rolname ~ '^pg_' AND member.rolname ~ '^pg_')
 GROUP BY granted.rolname, member.rolname
 ORDER BY granted.rolname, member.rolname
