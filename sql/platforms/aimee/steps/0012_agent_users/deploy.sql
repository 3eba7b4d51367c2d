-- Why: Each workflow acts as its agent user. Inserted without user_type the agents became human, the default; one is
--   switched off, and one workflow acts as the administrator, with all rights. The runbook lists the agents that are there
--   and never asks whose they are.
-- Phase: backfill
-- Locks: row locks on the users and workflows of a batch
-- Requires: 0001_undo_schema
-- Transaction: batches
-- Batch: public.users

CREATE TABLE golive_undo.agent_users (id integer PRIMARY KEY, user_type public.user_type, is_active boolean);

CREATE TABLE golive_undo.assigned_users (id integer PRIMARY KEY, assigned_user_id integer);

-- From the user to his workflow, which his name tells: there is an index of that, and none of names.
WITH kept AS (
    INSERT INTO golive_undo.agent_users (id, user_type, is_active)
    SELECT u.id, u.user_type, u.is_active
    FROM pg_temp.golive_batch
    JOIN public.users AS u USING (id)
    JOIN public.agent_workflows AS w
      ON w.id = pg_catalog.substring(u.username, '^agent-workflow-([1-9][0-9]{0,8})$')::integer
     AND w.organization_id = u.organization_id
    WHERE u.user_type <> 'agent' OR (w.is_enabled AND u.is_active IS NOT TRUE)
    FOR UPDATE OF u
    ON CONFLICT (id) DO UPDATE SET id = excluded.id
    RETURNING id
)
UPDATE public.users AS u
SET user_type = 'agent',
    is_active = u.is_active OR w.is_enabled
FROM kept AS k, public.agent_workflows AS w
WHERE k.id = u.id AND w.id = pg_catalog.substring(u.username, '^agent-workflow-([1-9][0-9]{0,8})$')::integer
  AND w.organization_id = u.organization_id;

INSERT INTO golive_undo.assigned_users (id, assigned_user_id)
SELECT w.id, w.assigned_user_id
FROM pg_temp.golive_batch
JOIN public.users AS u USING (id)
JOIN public.agent_workflows AS w
  ON w.id = pg_catalog.substring(u.username, '^agent-workflow-([1-9][0-9]{0,8})$')::integer
 AND w.organization_id = u.organization_id
JOIN public.users AS a ON a.id = w.assigned_user_id
WHERE (a.username, a.organization_id) IS DISTINCT FROM (u.username, u.organization_id)
FOR UPDATE OF w
ON CONFLICT (id) DO NOTHING;

UPDATE public.agent_workflows AS w
SET assigned_user_id = u.id
FROM pg_temp.golive_batch JOIN public.users AS u USING (id), golive_undo.assigned_users AS k, public.users AS a
WHERE k.id = w.id AND w.id = pg_catalog.substring(u.username, '^agent-workflow-([1-9][0-9]{0,8})$')::integer
  AND w.organization_id = u.organization_id
  AND a.id = w.assigned_user_id AND (a.username, a.organization_id) IS DISTINCT FROM (u.username, u.organization_id);
