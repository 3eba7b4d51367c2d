-- Rows whose parent did not come with them.
DELETE FROM {table} AS c
WHERE {filled} AND NOT EXISTS (SELECT FROM {parent} AS p WHERE {same})
