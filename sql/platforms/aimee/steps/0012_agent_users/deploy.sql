-- Why: Each workflow acts as its agent user. Inserted without user_type the agents became human, the default; one is
--   switched off, and one workflow acts as the administrator, with all rights. The runbook lists the agents that are there
--   and never asks whose they are.
-- Phase: backfill
-- Locks: row locks on the users and workflows it settles
-- Requires: 0001_undo_schema
-- Transaction: one

CREATE TABLE golive_undo.agent_users AS
SELECT u.id, u.user_type, u.is_active
FROM public.users AS u
JOIN public.agent_workflows AS w ON u.username = 'agent-workflow-' || w.id AND u.organization_id = w.organization_id
WHERE u.user_type <> 'agent' OR (w.is_enabled AND u.is_active IS NOT TRUE);

UPDATE public.users AS u
SET user_type = 'agent',
    is_active = u.is_active OR w.is_enabled
FROM golive_undo.agent_users AS a, public.agent_workflows AS w
WHERE a.id = u.id AND u.username = 'agent-workflow-' || w.id AND u.organization_id = w.organization_id;

CREATE TABLE golive_undo.assigned_users AS
SELECT w.id, w.assigned_user_id, u.id AS agent_user_id
FROM public.agent_workflows AS w
JOIN public.users AS u ON u.username = 'agent-workflow-' || w.id AND u.organization_id = w.organization_id
WHERE w.assigned_user_id <> u.id;

UPDATE public.agent_workflows AS w
SET assigned_user_id = a.agent_user_id
FROM golive_undo.assigned_users AS a
WHERE a.id = w.id;
