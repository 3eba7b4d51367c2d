-- The roles of the platform. Tables belong to a role that nobody logs in as; the application owns nothing and keeps its
-- organisations apart itself: there is no row-level security here. Both sides may stand on one server, hence the questions.
DO $$
BEGIN
    IF pg_catalog.to_regrole('aimee_owner') IS NULL THEN
        CREATE ROLE aimee_owner NOLOGIN;
    END IF;
    IF pg_catalog.to_regrole('aimee_app') IS NULL THEN
        CREATE ROLE aimee_app NOLOGIN;
    END IF;
END
$$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO aimee_owner;
GRANT USAGE ON SCHEMA public TO aimee_app;
