-- Why: "Migrate existing metadata to cloud": the repositories that users kept for themselves become repositories of their
--   organisation, under the same id. The runbook has no SQL for it. The old rows and their objects stay where they are.
-- Phase: promotion
-- Locks: ROW EXCLUSIVE on metadata.repositories: none that blocks
-- Requires: 0006_metadata_repositories, 0011_organizations_for_users
-- Transaction: one
-- Loses: SELECT count(*) FROM metadata.repositories r JOIN golive_undo.enterprise_repositories u ON u.repository_id = r.id
--   WHERE r.updated_at <> r.created_at

CREATE TABLE golive_undo.enterprise_repositories (repository_id uuid NOT NULL PRIMARY KEY);

WITH handed AS (
  INSERT INTO metadata.repositories (id, organization_id, path, name, type, created_at, updated_at)
  SELECT r.id, p.organization_id, r.path, r.name, coalesce(r.type, 'git_repo'),
    coalesce(r.created_at, now()), coalesce(r.created_at, now())
  FROM metadata.local_repositories r JOIN public.profiles p ON p.id = r.user_id
  RETURNING id
)
INSERT INTO golive_undo.enterprise_repositories (repository_id)
SELECT h.id FROM handed h;
