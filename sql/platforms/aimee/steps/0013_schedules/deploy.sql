-- Why: A schedule repeats the organisation of its workflow and whether it runs. Inserted by hand one stands with
--   another organisation and is off, so that the nightly sync never runs; another belongs to a webhook and would fire each
--   hour. The runbook selects the schedules and compares nothing.
-- Phase: backfill
-- Locks: row locks on the schedules of a batch
-- Requires: 0001_undo_schema
-- Transaction: batches
-- Batch: public.agent_workflow_schedules

CREATE TABLE golive_undo.schedules (id integer PRIMARY KEY, organization_id integer, is_active boolean);

WITH kept AS (
    INSERT INTO golive_undo.schedules (id, organization_id, is_active)
    SELECT s.id, s.organization_id, s.is_active
    FROM pg_temp.golive_batch
    JOIN public.agent_workflow_schedules AS s USING (id)
    JOIN public.agent_workflows AS w ON w.id = s.workflow_id
    WHERE (s.organization_id, s.is_active) IS DISTINCT FROM (w.organization_id, w.is_enabled AND w.trigger_type = 'schedule')
    FOR UPDATE OF s
    ON CONFLICT (id) DO UPDATE SET id = excluded.id
    RETURNING id
)
UPDATE public.agent_workflow_schedules AS s
SET organization_id = w.organization_id,
    is_active = w.is_enabled AND w.trigger_type = 'schedule'
FROM kept AS k, public.agent_workflows AS w
WHERE k.id = s.id AND w.id = s.workflow_id;
