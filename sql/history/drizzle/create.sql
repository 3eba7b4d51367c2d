CREATE TABLE {table} (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint);
