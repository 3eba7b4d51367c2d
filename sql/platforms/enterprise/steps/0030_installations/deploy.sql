-- Why: "Migrate GitHub connections to organization ownership" is a task of the runbook for which it has no SQL: its column stays
--   empty. Each installation goes to the organisation that its user has chosen. One without a user is nobody's: it is not
--   guessed, it stops the migration until somebody decides.
-- Phase: promotion
-- Locks: ROW EXCLUSIVE on github_module.github_app_installations: none that blocks
-- Requires: 0011_organizations_for_users
-- Transaction: one

CREATE TABLE golive_undo.enterprise_installations (installation_id uuid NOT NULL PRIMARY KEY);

WITH handed AS (
  UPDATE github_module.github_app_installations i SET organization_id = p.organization_id
  FROM public.profiles p
  WHERE p.id = i.user_id AND i.organization_id IS NULL
  RETURNING i.id
)
INSERT INTO golive_undo.enterprise_installations (installation_id)
SELECT h.id FROM handed h;
