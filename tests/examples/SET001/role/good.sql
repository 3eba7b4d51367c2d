CREATE ROLE app LOGIN;
ALTER ROLE app SET statement_timeout = '5s';
