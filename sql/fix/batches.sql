SELECT pg_catalog.concat(
         'INSERT INTO pg_temp.golive_batch SELECT ', :'golive_keys', ' FROM ', {name},
         ' WHERE ROW(', :'golive_keys', ') >= ', b.low,
         CASE WHEN b.high IS NOT NULL THEN pg_catalog.concat(' AND ROW(', :'golive_keys', ') < ', b.high) END,
         ';', {each})
FROM (
  SELECT f.n, f.low, pg_catalog.lead(f.low) OVER (ORDER BY f.n) AS high
  FROM (
    SELECT pg_catalog.concat('ROW(', :golive_texts, ')') AS low, pg_catalog.row_number() OVER (ORDER BY :golive_keys) AS n
    FROM {table}
  ) AS f
  WHERE f.n % {rows} = 1
) AS b
ORDER BY b.n;
