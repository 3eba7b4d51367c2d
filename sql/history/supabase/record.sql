ALTER TABLE {table} ADD COLUMN IF NOT EXISTS statements text[], ADD COLUMN IF NOT EXISTS name text;
INSERT INTO {table} (version, name, statements) VALUES ({version}, {description}, {statements}::text[]);
