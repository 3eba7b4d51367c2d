-- Why: anon and authenticated hold every privilege on every table, TRUNCATE too, which no policy stops. anon keeps nothing;
--   authenticated keeps the commands that have a policy, and of UPDATE the columns that are the application's to change:
--   never the clinic of a row, its parent, a user's role, or a clinic's subscription. service_role stays as it was.
-- Phase: schema
-- Locks: none that blocks
-- Requires: 0002_membership, 0004_commission_workflow
-- Transaction: one
CREATE TABLE golive_undo.bna_table_privileges AS
SELECT c.oid::regclass::text AS relation, o.number, e.position, o.column_name, e.privilege_type, e.is_grantable,
       CASE WHEN e.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(e.grantee)) END AS grantee
FROM pg_class AS c
CROSS JOIN LATERAL (
    SELECT 0 AS number, NULL::text AS column_name, c.relacl AS acl
    UNION ALL
    SELECT a.attnum, a.attname::text, a.attacl FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL
) AS o
CROSS JOIN LATERAL aclexplode(o.acl) WITH ORDINALITY AS e (grantor, grantee, privilege_type, is_grantable, position)
WHERE c.oid = ANY ('{public.clinic_staff,public.clinics,public.customers,public.sales_commissions,public.task_queue,public.users,public.workflow_actions,public.workflow_events,public.workflow_states}'::regclass[]);

REVOKE ALL ON public.clinic_staff, public.clinics, public.customers, public.sales_commissions, public.task_queue, public.users,
    public.workflow_actions, public.workflow_events, public.workflow_states
    FROM anon, authenticated;
GRANT SELECT ON public.clinic_staff, public.clinics, public.customers, public.sales_commissions, public.task_queue, public.users,
    public.workflow_actions, public.workflow_events, public.workflow_states
    TO authenticated;
GRANT INSERT ON public.clinic_staff, public.customers, public.sales_commissions, public.task_queue,
    public.workflow_actions, public.workflow_events, public.workflow_states TO authenticated;
GRANT DELETE ON public.clinic_staff, public.customers, public.sales_commissions, public.task_queue,
    public.workflow_states TO authenticated;
GRANT UPDATE (role, is_active) ON public.clinic_staff TO authenticated;
GRANT UPDATE (display_name, updated_at) ON public.clinics TO authenticated;
GRANT UPDATE (user_id, assigned_sales_id, customer_code, full_name, nickname, email, phone, date_of_birth, gender, address,
    district, province, postal_code, status, customer_type, source, allergies, medical_notes, skin_concerns, notes, tags,
    metadata, first_visit_date, last_visit_date, updated_at, assignment_date) ON public.customers TO authenticated;
GRANT UPDATE (transaction_type, base_amount, commission_rate, commission_amount, payment_status, workflow_id)
    ON public.sales_commissions TO authenticated;
GRANT UPDATE (assigned_to, title, description, priority, status, due_date, task_data, updated_at, completed_at, notes)
    ON public.task_queue TO authenticated;
GRANT UPDATE (full_name, metadata) ON public.users TO authenticated;
GRANT UPDATE (current_stage, assigned_sales_id, assigned_beautician_id, scan_results, treatment_plan, metadata, updated_at)
    ON public.workflow_states TO authenticated;
