SELECT version_num, NULL, 'applied' FROM {table} ORDER BY version_num COLLATE "C";
