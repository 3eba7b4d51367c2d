SELECT pg_catalog.string_agg(pg_catalog.quote_ident(k.key), ', ' ORDER BY k.n) AS golive_keys,
       pg_catalog.string_agg(pg_catalog.format('pg_catalog.quote_literal(%I)', k.key), ', '', '', ' ORDER BY k.n)
         AS golive_texts
FROM ({keyset}) AS s (keys, types, named, rows), pg_catalog.unnest(s.keys) WITH ORDINALITY AS k (key, n)
WHERE s.named;
