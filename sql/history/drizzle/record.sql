INSERT INTO {table} (hash, created_at) VALUES ({checksum}, {version}::bigint);
