DROP POLICY task_queue_delete ON public.task_queue;
DROP POLICY task_queue_update ON public.task_queue;
DROP POLICY task_queue_insert ON public.task_queue;
DROP POLICY task_queue_select ON public.task_queue;
DROP POLICY workflow_events_insert ON public.workflow_events;
DROP POLICY workflow_events_select ON public.workflow_events;
DROP POLICY workflow_actions_insert ON public.workflow_actions;
DROP POLICY workflow_actions_select ON public.workflow_actions;
DROP POLICY workflow_states_delete ON public.workflow_states;
DROP POLICY workflow_states_update ON public.workflow_states;
DROP POLICY workflow_states_insert ON public.workflow_states;
DROP POLICY workflow_states_select ON public.workflow_states;
ALTER TABLE public.task_queue DISABLE ROW LEVEL SECURITY;
DO $$
DECLARE
    policy_found record;
BEGIN
    FOR policy_found IN
        SELECT p.definition FROM golive_undo.bna_policies_workflow AS p ORDER BY p.relation, p.policy
    LOOP
        EXECUTE policy_found.definition;
    END LOOP;
END;
$$;
DROP TABLE golive_undo.bna_policies_workflow;
