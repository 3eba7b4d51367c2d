-- Why: UNIQUE (customer_id, name) does not hold where customer_id is NULL, and the runbook's "safe" insert ran twice: a system
--   role stands there twice, and a count of five would have been right for the wrong rows. The one with the platform's
--   own id stays, its members move to it.
-- Phase: backfill
-- Locks: row locks on the members of a batch
-- Requires: 0001_undo_schema, 0005_team_management
-- Transaction: batches
-- Batch: public.team_members

CREATE TABLE golive_undo.duplicate_system_roles AS
SELECT twin.*, kept.id AS kept_id
FROM public.team_roles AS twin
JOIN public.team_roles AS kept
  ON kept.customer_id IS NULL AND kept.name = twin.name
 AND kept.id = 'role-' || pg_catalog.lower(pg_catalog.replace(kept.name, ' ', '-'))
WHERE twin.customer_id IS NULL AND twin.id <> kept.id;

CREATE TABLE golive_undo.members_of_duplicate_roles (
    id text PRIMARY KEY,
    role_id text NOT NULL,
    updated_at timestamp(3) without time zone NOT NULL
);

WITH kept AS (
    INSERT INTO golive_undo.members_of_duplicate_roles (id, role_id, updated_at)
    SELECT m.id, m.role_id, m.updated_at
    FROM pg_temp.golive_batch
    JOIN public.team_members AS m USING (id)
    JOIN golive_undo.duplicate_system_roles AS twin ON twin.id = m.role_id
    FOR UPDATE OF m
    ON CONFLICT (id) DO UPDATE SET role_id = excluded.role_id
    RETURNING id, role_id
)
UPDATE public.team_members AS m
SET role_id = twin.kept_id
FROM kept AS k
JOIN golive_undo.duplicate_system_roles AS twin ON twin.id = k.role_id
WHERE m.id = k.id;

DELETE FROM public.team_roles AS r
USING golive_undo.duplicate_system_roles AS twin
WHERE r.id = twin.id;
