ALTER SYSTEM SET enable_indexscan = off;
