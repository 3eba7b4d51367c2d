CREATE ROLE example_app LOGIN;
ALTER DATABASE example SET statement_timeout = '60s';
ALTER ROLE example_app SET idle_in_transaction_session_timeout = '60s';
