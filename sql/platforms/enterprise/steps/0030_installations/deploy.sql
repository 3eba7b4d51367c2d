-- Why: "Migrate GitHub connections to organization ownership" is a task of the runbook for which it has no SQL: its column stays
--   empty. Each installation goes to the organisation that its user has chosen. One without a user is nobody's: it is not
--   guessed, it stops the migration until somebody decides.
-- Phase: promotion
-- Locks: row locks on the installations of a batch
-- Requires: 0011_organizations_for_users
-- Transaction: batches
-- Batch: github_module.github_app_installations

CREATE TABLE golive_undo.enterprise_installations (installation_id uuid NOT NULL PRIMARY KEY);

WITH handed AS (
  UPDATE github_module.github_app_installations i SET organization_id = p.organization_id
  FROM pg_temp.golive_batch b, public.profiles p
  WHERE b.id = i.id AND p.id = i.user_id AND i.organization_id IS NULL
  RETURNING i.id
)
INSERT INTO golive_undo.enterprise_installations (installation_id)
SELECT h.id FROM handed h;
