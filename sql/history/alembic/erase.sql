DELETE FROM {table} WHERE version_num = {version};
INSERT INTO {table} (version_num) SELECT pg_catalog.unnest({parents}::text[]);
