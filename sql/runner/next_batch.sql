WITH taken AS (
  INSERT INTO {batch} ({keys})
  SELECT {keys} FROM {table} {after} ORDER BY {keys} LIMIT {rows}
  RETURNING {keys}
)
SELECT {texts}, (SELECT count(*) FROM taken) FROM taken ORDER BY {last} LIMIT 1;
