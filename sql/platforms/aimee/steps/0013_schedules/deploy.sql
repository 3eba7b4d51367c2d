-- Why: A schedule repeats the organisation of its workflow and whether it runs. Inserted by hand one stands with
--   another organisation and is off, so that the nightly sync never runs; another belongs to a webhook and would fire each
--   hour. The runbook selects the schedules and compares nothing.
-- Phase: backfill
-- Locks: row locks on the schedules it settles
-- Requires: 0001_undo_schema
-- Transaction: one

CREATE TABLE golive_undo.schedules AS
SELECT s.id, s.organization_id, s.is_active
FROM public.agent_workflow_schedules AS s
JOIN public.agent_workflows AS w ON w.id = s.workflow_id
WHERE (s.organization_id, s.is_active) IS DISTINCT FROM (w.organization_id, w.is_enabled AND w.trigger_type = 'schedule');

UPDATE public.agent_workflow_schedules AS s
SET organization_id = w.organization_id,
    is_active = w.is_enabled AND w.trigger_type = 'schedule'
FROM golive_undo.schedules AS f, public.agent_workflows AS w
WHERE f.id = s.id AND w.id = s.workflow_id;
