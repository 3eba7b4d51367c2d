SELECT version, NULL, 'applied' FROM {table} ORDER BY version COLLATE "C";
