CREATE TABLE {table} (version text NOT NULL PRIMARY KEY, statements text[], name text);
