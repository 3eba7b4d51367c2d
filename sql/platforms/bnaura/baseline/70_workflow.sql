-- Forty treatments on their way, what was done, what is to do, what was sent, and what the sales staff earned.
INSERT INTO public.workflow_states (id, clinic_id, customer_id, current_stage, assigned_sales_id,
    assigned_beautician_id, scan_results, created_at, updated_at)
SELECT md5('workflow ' || w.code || w.n)::uuid, md5('clinic ' || w.code)::uuid,
       md5('customer ' || w.code || ' ' || w.n)::uuid,
       (ARRAY['lead_created', 'scanned', 'proposal_sent', 'payment_confirmed', 'treatment_scheduled', 'in_treatment',
              'treatment_completed', 'follow_up', 'completed'])[w.n % 9 + 1],
       -- every tenth lead, and one that is new, waits for somebody to take it
       CASE WHEN w.n % 10 > 0 AND w.n <> 18 THEN md5('user sales1@' || lower(w.code) || '.test')::uuid END,
       CASE WHEN w.code = 'BKK01' AND w.n % 9 > 3 THEN md5('user therapist@bkk01.test')::uuid END,
       jsonb_build_object('score', w.n), timestamptz '2026-01-05 10:00+07' + w.n * interval '3 hours',
       timestamptz '2026-01-05 10:00+07' + w.n * interval '5 hours'
FROM (SELECT 'BKK01' AS code, n FROM generate_series(1, 30) AS n
      UNION ALL SELECT 'CNX01', n FROM generate_series(1, 8) AS n
      UNION ALL SELECT 'HKT01', n FROM generate_series(1, 2) AS n) AS w;

INSERT INTO public.workflow_actions (id, workflow_id, type, performed_by, performed_at, from_stage, to_stage)
SELECT md5('action ' || w.id)::uuid, w.id, 'scan_customer', w.assigned_sales_id, w.created_at + interval '1 hour',
       'lead_created', 'scanned'
FROM public.workflow_states AS w
WHERE w.current_stage <> 'lead_created' AND w.assigned_sales_id IS NOT NULL;

INSERT INTO public.task_queue (id, workflow_id, assigned_to, task_type, title, priority, status, due_date, created_at,
    updated_at)
SELECT md5('task ' || w.id)::uuid, w.id, w.assigned_sales_id, 'send_proposal', 'ส่งข้อเสนอการรักษา', 'high',
       CASE WHEN w.current_stage = 'scanned' THEN 'pending' ELSE 'completed' END, w.created_at + interval '3 hours',
       w.created_at + interval '1 hour', w.created_at + interval '1 hour'
FROM public.workflow_states AS w
WHERE w.current_stage <> 'lead_created' AND w.assigned_sales_id IS NOT NULL;

INSERT INTO public.workflow_events (id, workflow_id, event_type, event_data, target_users, broadcast, processed,
    created_at)
SELECT md5('event ' || w.id)::uuid, w.id, 'stage_changed', jsonb_build_object('stage', w.current_stage),
       array_remove(ARRAY[w.assigned_sales_id, w.assigned_beautician_id], NULL), w.assigned_sales_id IS NULL,
       w.current_stage = 'completed', w.updated_at
FROM public.workflow_states AS w;

INSERT INTO public.sales_commissions (id, sales_staff_id, customer_id, transaction_type, base_amount, commission_rate,
    commission_amount, payment_status, created_at)
SELECT md5('commission ' || w.id)::uuid, s.id, w.customer_id, 'treatment', 12000.00, 5.00, 600.00,
       CASE WHEN w.current_stage = 'completed' THEN 'paid' ELSE 'pending' END, w.updated_at
FROM public.workflow_states AS w
JOIN public.clinic_staff AS s ON s.clinic_id = w.clinic_id AND s.user_id = w.assigned_sales_id
WHERE w.current_stage IN ('payment_confirmed', 'treatment_scheduled', 'in_treatment', 'treatment_completed',
    'follow_up', 'completed');
