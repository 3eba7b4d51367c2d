CREATE ROLE example_batch LOGIN;
ALTER DATABASE example SET statement_timeout = 0;
