-- Why: The table of migration 2 in the schema that exists already. Mended: the runbook's CREATE SCHEMA IF NOT EXISTS takes over
--   whatever it finds, and its rollback then drops it with older data; here the schema must be there and is never dropped. The
--   organisation is required, a path stands once per organisation, row-level security is enabled and forced.
-- Phase: schema
-- Locks: SHARE ROW EXCLUSIVE on enterprise.organizations, for milliseconds
-- Requires: 0003_enterprise_policies
-- Transaction: one
-- Loses: SELECT count(*) FROM metadata.repositories r
--   WHERE NOT EXISTS (SELECT FROM metadata.local_repositories l WHERE l.id = r.id)
--   AND NOT EXISTS (SELECT FROM golive_undo.enterprise_missing_profiles u WHERE u.organization_id = r.organization_id)
--   AND NOT EXISTS (SELECT FROM golive_undo.enterprise_linked_profiles u WHERE u.organization_id = r.organization_id AND u.made)

CREATE TABLE metadata.repositories (
  id uuid NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
  organization_id uuid NOT NULL,
  connector_id uuid,
  path text NOT NULL,
  name text NOT NULL,
  type text NOT NULL DEFAULT 'git_repo',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT repositories_pkey PRIMARY KEY (id),
  CONSTRAINT repositories_organization_id_path_key UNIQUE (organization_id, path),
  CONSTRAINT repositories_organization_id_fkey FOREIGN KEY (organization_id)
    REFERENCES enterprise.organizations (id) ON DELETE CASCADE
);
ALTER TABLE metadata.repositories OWNER TO platform_owner;
CREATE INDEX idx_metadata_repos_org ON metadata.repositories (organization_id);
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON metadata.repositories
  FOR EACH ROW EXECUTE FUNCTION enterprise_private.touch_updated_at();

ALTER TABLE metadata.repositories ENABLE ROW LEVEL SECURITY;
ALTER TABLE metadata.repositories FORCE ROW LEVEL SECURITY;
CREATE POLICY members_read ON metadata.repositories FOR SELECT TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_organizations()));
CREATE POLICY admins_insert ON metadata.repositories FOR INSERT TO authenticated
  WITH CHECK (organization_id IN (SELECT enterprise_private.my_administered_organizations()));
CREATE POLICY admins_update ON metadata.repositories FOR UPDATE TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_administered_organizations()))
  WITH CHECK (organization_id IN (SELECT enterprise_private.my_administered_organizations()));
CREATE POLICY admins_delete ON metadata.repositories FOR DELETE TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_administered_organizations()));
GRANT SELECT, INSERT, DELETE, UPDATE (connector_id, path, name, type) ON metadata.repositories TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON metadata.repositories TO service_role;
