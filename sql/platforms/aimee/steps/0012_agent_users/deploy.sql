-- Why: Each workflow acts as its agent user. Inserted without user_type the agents became human, the default; one is
--   switched off, and one workflow acts as the administrator, with all rights. The runbook lists the agents that are there
--   and never asks whose they are.
-- Phase: backfill
-- Locks: row locks on the users and workflows of a batch
-- Requires: 0001_undo_schema
-- Transaction: batches
-- Batch: public.agent_workflows

CREATE TABLE golive_undo.agent_users AS
SELECT u.id, u.user_type, u.is_active FROM public.users AS u WITH NO DATA;

CREATE TABLE golive_undo.assigned_users AS
SELECT w.id, w.assigned_user_id FROM public.agent_workflows AS w WITH NO DATA;

WITH kept AS (
    INSERT INTO golive_undo.agent_users (id, user_type, is_active)
    SELECT u.id, u.user_type, u.is_active
    FROM pg_temp.golive_batch
    JOIN public.agent_workflows AS w USING (id)
    JOIN public.users AS u ON u.username = 'agent-workflow-' || w.id AND u.organization_id = w.organization_id
    WHERE u.user_type <> 'agent' OR (w.is_enabled AND u.is_active IS NOT TRUE)
    FOR UPDATE OF u
    RETURNING id
)
UPDATE public.users AS u
SET user_type = 'agent',
    is_active = u.is_active OR w.is_enabled
FROM kept AS k, public.agent_workflows AS w
WHERE k.id = u.id AND u.username = 'agent-workflow-' || w.id AND u.organization_id = w.organization_id;

WITH kept AS (
    INSERT INTO golive_undo.assigned_users (id, assigned_user_id)
    SELECT w.id, w.assigned_user_id
    FROM pg_temp.golive_batch
    JOIN public.agent_workflows AS w USING (id)
    JOIN public.users AS u ON u.username = 'agent-workflow-' || w.id AND u.organization_id = w.organization_id
    WHERE w.assigned_user_id <> u.id
    FOR UPDATE OF w
    RETURNING id
)
UPDATE public.agent_workflows AS w
SET assigned_user_id = u.id
FROM kept AS k, public.users AS u
WHERE k.id = w.id AND u.username = 'agent-workflow-' || w.id AND u.organization_id = w.organization_id;
