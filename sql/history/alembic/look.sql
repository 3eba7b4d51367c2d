SELECT version_num, NULL, 'applied', '{{}}'::text[] FROM {table} ORDER BY version_num COLLATE "C";
