DELETE FROM {table} WHERE version_num = ANY ({parents}::text[]);
INSERT INTO {table} (version_num) VALUES ({version});
