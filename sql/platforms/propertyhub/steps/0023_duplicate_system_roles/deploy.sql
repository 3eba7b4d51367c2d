-- Why: UNIQUE (customer_id, name) does not hold where customer_id is NULL, and the runbook's "safe" insert ran twice: a system
--   role stands there twice, and a count of five would have been right for the wrong rows. The one with the platform's
--   own id stays, its members move to it.
-- Phase: backfill
-- Locks: none that blocks
-- Requires: 0001_undo_schema, 0005_team_management
-- Transaction: one

CREATE TABLE golive_undo.duplicate_system_roles AS
SELECT twin.*, kept.id AS kept_id
FROM public.team_roles AS twin
JOIN public.team_roles AS kept
  ON kept.customer_id IS NULL AND kept.name = twin.name
 AND kept.id = 'role-' || pg_catalog.lower(pg_catalog.replace(kept.name, ' ', '-'))
WHERE twin.customer_id IS NULL AND twin.id <> kept.id;

CREATE TABLE golive_undo.members_of_duplicate_roles AS
SELECT m.id, m.role_id, m.updated_at
FROM public.team_members AS m
JOIN golive_undo.duplicate_system_roles AS twin ON twin.id = m.role_id;

UPDATE public.team_members AS m
SET role_id = twin.kept_id
FROM golive_undo.duplicate_system_roles AS twin
WHERE m.role_id = twin.id;

DELETE FROM public.team_roles AS r
USING golive_undo.duplicate_system_roles AS twin
WHERE r.id = twin.id;
