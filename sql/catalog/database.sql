-- The database itself, without its name. Collations are told as what they do, so that the builtin and the libc
-- provider of one locale are equal. to_jsonb, because columns of pg_database differ between versions.
SELECT 'database' AS identity,
       pg_catalog.pg_encoding_to_char(d.encoding)::text AS encoding,
       CASE coalesce(pg_catalog.to_jsonb(d) ->> 'datlocprovider', 'c')
         WHEN 'c' THEN '' WHEN 'i' THEN 'icu ' ELSE '' END
         || pg_catalog.replace(pg_catalog.upper(CASE
              WHEN pg_catalog.to_jsonb(d) ->> 'datlocprovider' IN ('b', 'i')
              THEN coalesce(pg_catalog.to_jsonb(d) ->> 'datlocale', pg_catalog.to_jsonb(d) ->> 'daticulocale')
              ELSE d.datcollate::text END), 'UTF8', 'UTF-8') AS collation,
       pg_catalog.replace(pg_catalog.upper(CASE
         WHEN pg_catalog.to_jsonb(d) ->> 'datlocprovider' = 'b' THEN pg_catalog.to_jsonb(d) ->> 'datlocale'
         ELSE d.datctype::text END), 'UTF8', 'UTF-8') AS ctype,
       pg_catalog.pg_get_userbyid(d.datdba)::text AS owner,
       coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))::text[] AS grants,
       d.datconnlimit AS connection_limit,
       d.datallowconn AS allows_connections,
       d.datistemplate AS is_template
FROM pg_catalog.pg_database AS d
WHERE d.datname = pg_catalog.current_database()
ORDER BY 1;
