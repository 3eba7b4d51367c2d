CREATE ROLE tenant NOLOGIN;
CREATE SCHEMA app;
CREATE SCHEMA scratch;
GRANT USAGE ON SCHEMA app, scratch TO tenant;
GRANT CREATE ON SCHEMA scratch TO tenant;
CREATE FUNCTION app.pinned() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_temp AS 'SELECT 1::bigint';
CREATE FUNCTION app.empty() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1::bigint';
CREATE FUNCTION app.invoker() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
