CREATE ROLE example_app LOGIN;
ALTER ROLE example_app SET statement_timeout = '30s';
ALTER DATABASE example SET standard_conforming_strings = on;
ALTER ROLE example_app SET enable_partitionwise_join = on;
