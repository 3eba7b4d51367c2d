CREATE ROLE provider NOLOGIN;
CREATE ROLE example_app NOLOGIN;
CREATE SCHEMA auth AUTHORIZATION provider;
CREATE TABLE auth.users (id integer PRIMARY KEY, email text, password text);
CREATE TABLE auth.keys (id integer);
ALTER TABLE auth.users OWNER TO provider;
GRANT USAGE ON SCHEMA auth TO example_app;
GRANT SELECT (id, email) ON auth.users TO example_app;
