WITH gone AS (
    DELETE FROM golive_undo.schedules AS u USING pg_temp.golive_batch AS b WHERE b.id = u.id
    RETURNING u.id, u.organization_id, u.is_active
)
UPDATE public.agent_workflow_schedules AS s
SET organization_id = g.organization_id,
    is_active = g.is_active
FROM gone AS g
WHERE g.id = s.id;

DROP TABLE golive_undo.schedules;
