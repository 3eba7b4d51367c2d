ALTER DATABASE example SET log_statement = 'ddl';
