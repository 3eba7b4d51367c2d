SELECT created_at::text, hash, 'applied' FROM {table} ORDER BY created_at, id;
