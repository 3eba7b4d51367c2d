-- Why: workflow_events carries a policy from testing that shows every clinic's events to everybody, task_queue has policies
--   and row security off, and being assigned to a workflow counted even after leaving the clinic. Staff see the workflows
--   of their clinic; who is assigned, or manages the clinic, moves one and works its tasks. What was done is written under
--   one's own name and never changed: workflow_actions is the trail the checklist's audit logging means.
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on public.workflow_states, public.workflow_actions, public.workflow_events and public.task_queue,
--   for the moment of catalog entries
-- Requires: 0002_membership
-- Transaction: one
CREATE TABLE golive_undo.bna_policies_workflow AS
SELECT p.polrelid::regclass::text AS relation, p.polname::text AS policy,
       format('CREATE POLICY %I ON %s AS %s FOR %s TO %s%s%s', p.polname, p.polrelid::regclass,
           CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
           CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
               ELSE 'ALL' END,
           (SELECT string_agg(CASE WHEN r.oid = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r.oid)) END, ', ')
            FROM unnest(p.polroles) AS r (oid)),
           ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
           ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')') AS definition
FROM pg_policy AS p
WHERE p.polrelid IN ('public.workflow_states'::regclass, 'public.workflow_actions'::regclass,
    'public.workflow_events'::regclass, 'public.task_queue'::regclass);

DROP POLICY workflow_states_assigned ON public.workflow_states;
CREATE POLICY workflow_states_select ON public.workflow_states FOR SELECT TO authenticated
    USING (clinic_id IN (SELECT app.my_clinics()));
CREATE POLICY workflow_states_insert ON public.workflow_states FOR INSERT TO authenticated
    WITH CHECK (clinic_id IN (SELECT app.my_clinics()));
CREATE POLICY workflow_states_update ON public.workflow_states FOR UPDATE TO authenticated
    USING (clinic_id IN (SELECT app.my_clinics())
        AND (assigned_sales_id = (SELECT auth.uid()) OR assigned_beautician_id = (SELECT auth.uid())
            OR clinic_id IN (SELECT app.my_managed_clinics())))
    WITH CHECK (clinic_id IN (SELECT app.my_clinics()));
CREATE POLICY workflow_states_delete ON public.workflow_states FOR DELETE TO authenticated
    USING (clinic_id IN (SELECT app.my_managed_clinics()));

DROP POLICY workflow_actions_assigned ON public.workflow_actions;
CREATE POLICY workflow_actions_select ON public.workflow_actions FOR SELECT TO authenticated
    USING (workflow_id IN (
        SELECT w.id FROM public.workflow_states AS w WHERE w.clinic_id IN (SELECT app.my_clinics())));
CREATE POLICY workflow_actions_insert ON public.workflow_actions FOR INSERT TO authenticated
    WITH CHECK (performed_by = (SELECT auth.uid()) AND workflow_id IN (
        SELECT w.id FROM public.workflow_states AS w WHERE w.clinic_id IN (SELECT app.my_clinics())));

DROP POLICY workflow_events_testing ON public.workflow_events;
CREATE POLICY workflow_events_select ON public.workflow_events FOR SELECT TO authenticated
    USING (workflow_id IN (
        SELECT w.id FROM public.workflow_states AS w WHERE w.clinic_id IN (SELECT app.my_clinics())));
CREATE POLICY workflow_events_insert ON public.workflow_events FOR INSERT TO authenticated
    WITH CHECK (workflow_id IN (
        SELECT w.id FROM public.workflow_states AS w WHERE w.clinic_id IN (SELECT app.my_clinics())));

DROP POLICY task_queue_assignee ON public.task_queue;
CREATE POLICY task_queue_select ON public.task_queue FOR SELECT TO authenticated
    USING (workflow_id IN (
        SELECT w.id FROM public.workflow_states AS w WHERE w.clinic_id IN (SELECT app.my_clinics())));
CREATE POLICY task_queue_insert ON public.task_queue FOR INSERT TO authenticated
    WITH CHECK (workflow_id IN (
        SELECT w.id FROM public.workflow_states AS w WHERE w.clinic_id IN (SELECT app.my_clinics())));
CREATE POLICY task_queue_update ON public.task_queue FOR UPDATE TO authenticated
    USING (workflow_id IN (
        SELECT w.id FROM public.workflow_states AS w
        WHERE w.clinic_id IN (SELECT app.my_clinics())
          AND (task_queue.assigned_to = (SELECT auth.uid()) OR w.clinic_id IN (SELECT app.my_managed_clinics()))))
    WITH CHECK (workflow_id IN (
        SELECT w.id FROM public.workflow_states AS w WHERE w.clinic_id IN (SELECT app.my_clinics())));
CREATE POLICY task_queue_delete ON public.task_queue FOR DELETE TO authenticated
    USING (workflow_id IN (
        SELECT w.id FROM public.workflow_states AS w WHERE w.clinic_id IN (SELECT app.my_managed_clinics())));
ALTER TABLE public.task_queue ENABLE ROW LEVEL SECURITY;
