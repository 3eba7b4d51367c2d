-- Why: the functions of the platform look names up by the caller's search_path (an advisor of the checklist), and
--   auto_assign_task makes the move of a lead that nobody has taken fail: its task goes to NULL, which task_queue refuses.
--   The task now goes to whoever moved the lead, and to nobody where that is a background job.
-- Phase: schema
-- Locks: none that blocks
-- Requires: 0002_membership
-- Transaction: one
CREATE TABLE golive_undo.bna_functions AS
SELECT p.oid::regprocedure::text AS signature, pg_get_functiondef(p.oid) AS definition
FROM pg_proc AS p
WHERE p.oid IN ('auth.get_clinic_id()'::regprocedure, 'auth.get_role()'::regprocedure,
    'public.auto_assign_task()'::regprocedure, 'public.handle_updated_at()'::regprocedure,
    'public.update_workflow_states_updated_at()'::regprocedure);

ALTER FUNCTION auth.get_clinic_id() SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION auth.get_role() SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION public.handle_updated_at() SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION public.update_workflow_states_updated_at() SET search_path = pg_catalog, pg_temp;
CREATE OR REPLACE FUNCTION public.auto_assign_task() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    assignee constant uuid := coalesce(NEW.assigned_sales_id, auth.uid());
BEGIN
    IF OLD.current_stage = 'lead_created' AND NEW.current_stage = 'scanned' AND assignee IS NOT NULL THEN
        INSERT INTO public.task_queue (workflow_id, assigned_to, task_type, title, priority, due_date)
        VALUES (NEW.id, assignee, 'send_proposal', 'ส่งข้อเสนอการรักษา', 'high', now() + interval '2 hours');
    END IF;
    RETURN NEW;
END;
$$;
