-- What a database has outside of itself: a copy from a template and a plain dump lose it.
SELECT owner.rolname AS owner,
       d.datconnlimit AS connection_limit,
       d.datistemplate AS template,
       d.datallowconn AS connectable,
       pg_catalog.shobj_description(d.oid, 'pg_database') AS comment,
       pg_catalog.pg_encoding_to_char(d.encoding) AS encoding,
       d.datcollate AS lc_collate,
       d.datctype AS lc_ctype,
       COALESCE(pg_catalog.to_jsonb(d) ->> 'datlocprovider', 'c') AS locale_provider,
       COALESCE(pg_catalog.to_jsonb(d) ->> 'datlocale', pg_catalog.to_jsonb(d) ->> 'daticulocale') AS locale,
       d.datacl IS NULL AS default_acl
  FROM pg_catalog.pg_database AS d
  JOIN pg_catalog.pg_roles AS owner ON owner.oid = d.datdba
 WHERE d.datname = %s
 ORDER BY d.datname
