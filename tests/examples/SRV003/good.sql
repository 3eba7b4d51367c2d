ALTER DATABASE example SET timezone = 'Europe/Madrid';
ALTER DATABASE example SET work_mem = '8MB';
