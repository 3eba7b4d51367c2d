-- Why: the checklist wants test users gone and has no statement for it. An account is one of them when its address begins
--   with 'test' and a dot, a hyphen or a plus. One that has done something (owns a clinic, serves customers, has tasks,
--   actions or commissions) is not deleted, since that would take real rows with it: verify names it, and people decide.
-- Phase: backfill
-- Locks: row locks on the accounts of a batch that are deleted
-- Requires: 0002_membership
-- Transaction: batches
-- Batch: auth.users

CREATE TABLE golive_undo.bna_test_accounts (relation text NOT NULL, id uuid NOT NULL, content jsonb NOT NULL);
WITH account AS MATERIALIZED (
    SELECT u.id, to_jsonb(u) AS content FROM pg_temp.golive_batch JOIN auth.users AS u USING (id)
    WHERE u.email ~* '^test[.+-]'
      AND NOT EXISTS (SELECT FROM public.clinics AS c WHERE c.owner_user_id = u.id)
      AND NOT EXISTS (SELECT FROM public.customers AS c WHERE c.user_id = u.id)
      AND NOT EXISTS (SELECT FROM public.customers AS c WHERE c.assigned_sales_id = u.id)
      AND NOT EXISTS (SELECT FROM public.workflow_states AS w WHERE w.assigned_sales_id = u.id)
      AND NOT EXISTS (SELECT FROM public.workflow_states AS w WHERE w.assigned_beautician_id = u.id)
      AND NOT EXISTS (SELECT FROM public.workflow_actions AS a WHERE a.performed_by = u.id)
      AND NOT EXISTS (SELECT FROM public.task_queue AS t WHERE t.assigned_to = u.id)
      AND NOT EXISTS (SELECT FROM public.sales_commissions AS m JOIN public.clinic_staff AS s ON s.id = m.sales_staff_id
                      WHERE s.user_id = u.id)
    FOR UPDATE OF u
)
INSERT INTO golive_undo.bna_test_accounts (relation, id, content)
SELECT 'auth.users' AS relation, a.id, a.content FROM account AS a
UNION ALL
SELECT 'public.users', a.id, to_jsonb(p) FROM account AS a JOIN public.users AS p ON p.id = a.id
UNION ALL
SELECT 'public.clinic_staff', a.id, to_jsonb(s) FROM account AS a JOIN public.clinic_staff AS s ON s.user_id = a.id;
-- public.users and public.clinic_staff go with it, by their foreign keys.
DELETE FROM auth.users AS u
USING pg_temp.golive_batch AS b, golive_undo.bna_test_accounts AS t
WHERE b.id = u.id AND t.relation = 'auth.users' AND t.id = u.id;
