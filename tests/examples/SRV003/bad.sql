ALTER DATABASE example SET timezone = 'UTC';
ALTER DATABASE example SET work_mem = '4MB';
