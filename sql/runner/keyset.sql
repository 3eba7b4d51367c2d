-- The columns that the table is walked by, with their types, and whether they name one row each; and about how many rows.
WITH wanted AS (
  SELECT c.oid, c.reltuples,
         CASE WHEN {keys}::text[] = '{{}}' THEN (
           SELECT ARRAY(
             SELECT a.attname::text
             FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, n)
             JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.attnum
             ORDER BY k.n
           )
           FROM pg_catalog.pg_index AS i WHERE i.indrelid = c.oid AND i.indisprimary
         ) ELSE {keys}::text[] END AS keys
  FROM pg_catalog.pg_class AS c
  WHERE c.oid = pg_catalog.to_regclass({table})
)
SELECT w.keys,
       ARRAY(
         SELECT pg_catalog.format_type(a.atttypid, a.atttypmod)
         FROM pg_catalog.unnest(w.keys) WITH ORDINALITY AS k (name, n)
         JOIN pg_catalog.pg_attribute AS a ON a.attrelid = w.oid AND a.attname = k.name AND a.attnotnull
         ORDER BY k.n
       ),
       EXISTS (
         SELECT FROM pg_catalog.pg_index AS i
         WHERE i.indrelid = w.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
           AND ARRAY(
             SELECT a.attname::text
             FROM pg_catalog.pg_attribute AS a
             WHERE a.attrelid = w.oid AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])
           ) <@ w.keys
           AND (SELECT a.attname::text FROM pg_catalog.pg_attribute AS a
                WHERE a.attrelid = w.oid AND a.attnum = i.indkey[0]) = w.keys[1]
       ),
       greatest(w.reltuples, 0)::bigint
FROM wanted AS w;
