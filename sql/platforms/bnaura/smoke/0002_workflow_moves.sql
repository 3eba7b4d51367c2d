-- Why: a lead that cannot be moved on, or moves without the task to send a proposal, is a customer nobody calls back.
SELECT set_config('request.jwt.claims', jsonb_build_object('sub', s.user_id, 'role', 'authenticated')::text, true),
       set_config('golive.sales', s.user_id::text, true),
       set_config('golive.manager', m.user_id::text, true),
       set_config('golive.clinic', s.clinic_id::text, true)
FROM public.clinic_staff AS s
JOIN public.clinics AS c ON c.id = s.clinic_id AND c.is_active
JOIN public.clinic_staff AS m ON m.clinic_id = c.id AND m.is_active AND m.role = 'clinic_owner'
JOIN public.users AS u ON u.id = s.user_id
JOIN public.users AS o ON o.id = m.user_id
WHERE s.is_active AND s.role = 'sales_staff'
ORDER BY s.clinic_id, s.user_id, m.user_id
LIMIT 1;

SET LOCAL ROLE authenticated;
INSERT INTO public.customers (clinic_id, full_name, metadata)
VALUES (current_setting('golive.clinic')::uuid, 'Smoke lead', '{"smoke": "lead"}');
INSERT INTO public.workflow_states (clinic_id, customer_id, assigned_sales_id, metadata, updated_at)
SELECT c.clinic_id, c.id, n.sales, jsonb_build_object('smoke', n.which), timestamptz '2026-01-01 00:00+00'
FROM public.customers AS c
CROSS JOIN (VALUES ('taken', current_setting('golive.sales')::uuid), ('waiting', NULL)) AS n (which, sales)
WHERE c.metadata ->> 'smoke' = 'lead';

DO $$
DECLARE
    stages constant text[] := ARRAY['lead_created', 'scanned', 'proposal_sent', 'payment_confirmed',
        'treatment_scheduled', 'in_treatment', 'treatment_completed', 'follow_up', 'completed'];
    actions constant text[] := ARRAY['scan_customer', 'send_proposal', 'confirm_payment', 'schedule_appointment',
        'start_treatment', 'complete_treatment', 'send_follow_up', 'close_case'];
    workflow constant uuid := (SELECT w.id FROM public.workflow_states AS w WHERE w.metadata ->> 'smoke' = 'taken');
BEGIN
    FOR step IN 1 .. 8 LOOP
        UPDATE public.workflow_states SET current_stage = stages[step + 1]
        WHERE id = workflow AND current_stage = stages[step];
        INSERT INTO public.workflow_actions (workflow_id, type, performed_by, from_stage, to_stage)
        VALUES (workflow, actions[step], auth.uid(), stages[step], stages[step + 1]);
    END LOOP;
    INSERT INTO public.workflow_events (workflow_id, event_type, broadcast) VALUES (workflow, 'stage_changed', true);
END;
$$;
DO $$
BEGIN
    UPDATE public.workflow_states SET current_stage = 'no such stage' WHERE metadata ->> 'smoke' = 'taken';
EXCEPTION WHEN check_violation THEN
    PERFORM set_config('golive.unknown_stage', 'refused', true);
END;
$$;
DO $$
BEGIN
    UPDATE public.workflow_actions SET notes = 'rewritten';
EXCEPTION WHEN insufficient_privilege THEN
    PERFORM set_config('golive.rewritten', 'refused', true);
END;
$$;
DO $$
BEGIN
    INSERT INTO public.workflow_actions (workflow_id, type, performed_by, from_stage, to_stage)
    SELECT w.id, 'close_case', current_setting('golive.manager')::uuid, 'follow_up', 'completed'
    FROM public.workflow_states AS w WHERE w.metadata ->> 'smoke' = 'taken';
EXCEPTION WHEN insufficient_privilege THEN
    PERFORM set_config('golive.other_name', 'refused', true);
END;
$$;

SELECT set_config('request.jwt.claims',
    jsonb_build_object('sub', current_setting('golive.manager'), 'role', 'authenticated')::text, true);
UPDATE public.workflow_states SET current_stage = 'scanned' WHERE metadata ->> 'smoke' = 'waiting';

SET LOCAL ROLE NONE;
WITH taken AS (SELECT w.* FROM public.workflow_states AS w WHERE w.metadata ->> 'smoke' = 'taken'),
     waiting AS (SELECT w.* FROM public.workflow_states AS w WHERE w.metadata ->> 'smoke' = 'waiting')
SELECT 'sales staff take a lead through all nine stages' AS claim,
       (SELECT t.current_stage = 'completed' FROM taken AS t) AS holds
UNION ALL
SELECT 'each of the eight moves is on record under the name of who made it',
       (SELECT count(*) = 8 AND bool_and(a.performed_by::text = current_setting('golive.sales'))
        FROM public.workflow_actions AS a JOIN taken AS t ON t.id = a.workflow_id)
UNION ALL
SELECT 'a scanned lead makes one task, to send a proposal, for its sales staff, due in two hours',
       (SELECT count(*) = 1 AND bool_and(q.task_type = 'send_proposal' AND q.status = 'pending'
                AND q.assigned_to::text = current_setting('golive.sales') AND q.due_date = now() + interval '2 hours')
        FROM public.task_queue AS q JOIN taken AS t ON t.id = q.workflow_id)
UNION ALL
SELECT 'a lead that nobody has taken moves too, and its task goes to whoever moved it',
       (SELECT count(*) = 1 AND bool_and(q.assigned_to::text = current_setting('golive.manager'))
        FROM public.task_queue AS q JOIN waiting AS w ON w.id = q.workflow_id AND w.current_stage = 'scanned')
UNION ALL
SELECT 'updated_at moves with the workflow', (SELECT t.updated_at = now() FROM taken AS t)
UNION ALL
SELECT 'an event for the realtime channel can be left',
       (SELECT count(*) = 1 FROM public.workflow_events AS e JOIN taken AS t ON t.id = e.workflow_id)
UNION ALL
SELECT 'a stage that does not exist is refused', current_setting('golive.unknown_stage', true) = 'refused'
UNION ALL
SELECT 'the record of what was done cannot be rewritten', current_setting('golive.rewritten', true) = 'refused'
UNION ALL
SELECT 'nobody signs with the name of somebody else', current_setting('golive.other_name', true) = 'refused'
ORDER BY 1;
