SELECT version, NULL, 'applied', '{{}}'::text[] FROM {table} ORDER BY version COLLATE "C";
