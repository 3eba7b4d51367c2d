CREATE ROLE example_app LOGIN;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA shop;
CREATE SCHEMA "My Drafts";
ALTER ROLE example_app SET search_path = shop, public;
ALTER DATABASE example SET search_path = '$user', public;
