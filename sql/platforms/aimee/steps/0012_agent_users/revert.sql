WITH gone AS (
    DELETE FROM golive_undo.assigned_users AS was
    USING pg_temp.golive_batch AS b, public.users AS u
    WHERE u.id = b.id AND was.id = pg_catalog.substring(u.username, '^agent-workflow-([1-9][0-9]{0,8})$')::integer
    RETURNING was.id, was.assigned_user_id
)
UPDATE public.agent_workflows AS w
SET assigned_user_id = g.assigned_user_id
FROM gone AS g
WHERE g.id = w.id;

WITH gone AS (
    DELETE FROM golive_undo.agent_users AS was USING pg_temp.golive_batch AS b WHERE b.id = was.id
    RETURNING was.id, was.user_type, was.is_active
)
UPDATE public.users AS u
SET user_type = g.user_type,
    is_active = g.is_active
FROM gone AS g
WHERE g.id = u.id;

DROP TABLE golive_undo.assigned_users;

DROP TABLE golive_undo.agent_users;
