-- What a server holds beside its databases, as one text: equal where nothing of it has changed.
SELECT pg_catalog.concat(
  (SELECT pg_catalog.string_agg(r::text, ';' ORDER BY r.oid) FROM pg_catalog.pg_roles AS r),
  (SELECT pg_catalog.string_agg(m::text, ';' ORDER BY m.roleid, m.member, m::text) FROM pg_catalog.pg_auth_members AS m),
  (SELECT pg_catalog.string_agg(s::text, ';' ORDER BY s::text)
     FROM pg_catalog.pg_db_role_setting AS s WHERE s.setdatabase = '0'::pg_catalog.oid)
);
