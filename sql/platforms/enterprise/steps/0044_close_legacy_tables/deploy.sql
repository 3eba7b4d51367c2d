-- Why: Cut-over: "Disable old individual-user features". What was handed over is kept, for the backend alone; a user who still wrote
--   into the old tables would write what nobody reads. Row-level security holds there for the owner too.
-- Phase: validation
-- Locks: ACCESS EXCLUSIVE on the three tables, for milliseconds
-- Requires: 0031_repositories, 0032_api_keys
-- Transaction: one
-- Lock-Timeout: 200ms

CREATE TABLE golive_undo.enterprise_legacy_access AS
SELECT format('%I.%I', n.nspname, c.relname) AS name, c.relacl::text AS acl, pg_catalog.pg_get_userbyid(c.relowner)::text AS owner
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE (n.nspname, c.relname) IN (('public', 'user_api_keys'), ('metadata', 'local_repositories'), ('metadata', 'local_objects'));

REVOKE ALL ON public.user_api_keys, metadata.local_repositories, metadata.local_objects
  FROM anon, authenticated, service_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.user_api_keys, metadata.local_repositories, metadata.local_objects
  TO service_role;
ALTER TABLE public.user_api_keys FORCE ROW LEVEL SECURITY;
ALTER TABLE metadata.local_repositories FORCE ROW LEVEL SECURITY;
ALTER TABLE metadata.local_objects FORCE ROW LEVEL SECURITY;
