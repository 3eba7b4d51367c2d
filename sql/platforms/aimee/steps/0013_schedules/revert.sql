UPDATE public.agent_workflow_schedules AS s
SET organization_id = f.organization_id,
    is_active = f.is_active
FROM golive_undo.schedules AS f
WHERE f.id = s.id;

DROP TABLE golive_undo.schedules;
