CREATE ROLE example_owner NOLOGIN;
CREATE ROLE example_app LOGIN;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA shop AUTHORIZATION example_owner;
CREATE TABLE shop.orders (id bigint PRIMARY KEY);
ALTER TABLE shop.orders OWNER TO example_owner;
GRANT CREATE ON SCHEMA public TO example_owner;
GRANT USAGE ON SCHEMA shop TO example_app;
