-- The roles of the platform. Tables belong to a role that nobody logs in as; the application
-- owns nothing and keeps its customers apart itself: there is no row-level security here.
CREATE ROLE propertyhub_owner NOLOGIN;
CREATE ROLE propertyhub_app NOLOGIN;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO propertyhub_owner;
GRANT USAGE ON SCHEMA public TO propertyhub_app;
