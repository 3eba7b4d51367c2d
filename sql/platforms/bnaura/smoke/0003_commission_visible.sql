-- Why: sales staff who do not see what they earned stop using the system; those who see what others earned, or write their
--   own, are worse.
SELECT set_config('golive.clinic', s.clinic_id::text, true), set_config('golive.sales', s.user_id::text, true),
       set_config('golive.staff', s.id::text, true), set_config('golive.manager', m.user_id::text, true),
       set_config('golive.colleague', k.user_id::text, true), set_config('golive.outsider', o.user_id::text, true),
       set_config('golive.other_clinic', o.clinic_id::text, true)
FROM public.clinic_staff AS s
JOIN public.clinic_staff AS k ON k.clinic_id = s.clinic_id AND k.id <> s.id AND k.is_active AND k.role = 'sales_staff'
JOIN public.clinic_staff AS m ON m.clinic_id = s.clinic_id AND m.is_active AND m.role = 'clinic_owner'
JOIN public.clinic_staff AS o ON o.clinic_id <> s.clinic_id AND o.is_active AND o.role = 'clinic_owner'
    AND NOT EXISTS (SELECT FROM public.clinic_staff AS x WHERE x.user_id = o.user_id AND x.clinic_id = s.clinic_id)
WHERE s.is_active AND s.role = 'sales_staff'
ORDER BY s.clinic_id, s.user_id, k.user_id, m.user_id, o.user_id
LIMIT 1;
INSERT INTO public.customers (clinic_id, full_name, metadata)
VALUES (current_setting('golive.clinic')::uuid, 'Smoke buyer', '{"smoke": "buyer"}'),
       (current_setting('golive.other_clinic')::uuid, 'Smoke stranger', '{"smoke": "stranger"}');
INSERT INTO public.workflow_states (clinic_id, customer_id, metadata)
SELECT c.clinic_id, c.id, c.metadata FROM public.customers AS c WHERE c.metadata ->> 'smoke' IN ('buyer', 'stranger');

SELECT set_config('request.jwt.claims',
    jsonb_build_object('sub', current_setting('golive.manager'), 'role', 'authenticated')::text, true);
SET LOCAL ROLE authenticated;
INSERT INTO public.sales_commissions (sales_staff_id, customer_id, workflow_id, transaction_type, base_amount,
    commission_rate, commission_amount)
SELECT current_setting('golive.staff')::uuid, w.customer_id, w.id, 'smoke', 1000, 5, 50
FROM public.workflow_states AS w WHERE w.metadata ->> 'smoke' = 'buyer';

DO $$
DECLARE
    who text;
BEGIN
    FOREACH who IN ARRAY ARRAY['sales', 'colleague', 'manager', 'outsider'] LOOP
        PERFORM set_config('request.jwt.claims',
            jsonb_build_object('sub', current_setting('golive.' || who), 'role', 'authenticated')::text, true);
        PERFORM set_config('golive.seen_by_' || who,
            (SELECT count(*)::text FROM public.sales_commissions AS m WHERE m.transaction_type = 'smoke'), true);
    END LOOP;
END;
$$;
DO $$
BEGIN
    PERFORM set_config('request.jwt.claims',
        jsonb_build_object('sub', current_setting('golive.sales'), 'role', 'authenticated')::text, true);
    INSERT INTO public.sales_commissions (sales_staff_id, customer_id, transaction_type, base_amount, commission_rate,
        commission_amount)
    SELECT current_setting('golive.staff')::uuid, c.id, 'self-made', 1000, 50, 500
    FROM public.customers AS c WHERE c.metadata ->> 'smoke' = 'buyer';
EXCEPTION WHEN insufficient_privilege THEN
    PERFORM set_config('golive.self_made', 'refused', true);
END;
$$;
SET LOCAL ROLE service_role;
DO $$
BEGIN
    INSERT INTO public.sales_commissions (sales_staff_id, customer_id, transaction_type, base_amount, commission_rate,
        commission_amount)
    SELECT current_setting('golive.staff')::uuid, c.id, 'smoke', 1000, 5, 50
    FROM public.customers AS c WHERE c.metadata ->> 'smoke' = 'stranger';
EXCEPTION WHEN check_violation THEN
    PERFORM set_config('golive.other_customer', 'refused', true);
END;
$$;
DO $$
BEGIN
    UPDATE public.sales_commissions SET workflow_id = (
        SELECT w.id FROM public.workflow_states AS w WHERE w.metadata ->> 'smoke' = 'stranger')
    WHERE transaction_type = 'smoke';
EXCEPTION WHEN check_violation THEN
    PERFORM set_config('golive.other_workflow', 'refused', true);
END;
$$;
DO $$
BEGIN
    DELETE FROM public.workflow_states WHERE metadata ->> 'smoke' = 'buyer';
EXCEPTION WHEN foreign_key_violation THEN
    PERFORM set_config('golive.workflow_deleted', 'refused', true);
END;
$$;
SET LOCAL ROLE NONE;
SELECT 'sales staff see their own commission' AS claim, current_setting('golive.seen_by_sales', true) = '1' AS holds
UNION ALL
SELECT 'the owner of the clinic sees it', current_setting('golive.seen_by_manager', true) = '1'
UNION ALL
SELECT 'colleagues do not', current_setting('golive.seen_by_colleague', true) = '0'
UNION ALL
SELECT 'the owner of another clinic does not', current_setting('golive.seen_by_outsider', true) = '0'
UNION ALL
SELECT 'nobody writes the own commission', current_setting('golive.self_made', true) = 'refused'
UNION ALL
SELECT 'a commission cannot name a customer of another clinic', current_setting('golive.other_customer', true) = 'refused'
UNION ALL
SELECT 'a commission cannot name a workflow of another clinic', current_setting('golive.other_workflow', true) = 'refused'
UNION ALL
SELECT 'a workflow with a commission is not deleted', current_setting('golive.workflow_deleted', true) = 'refused'
ORDER BY 1;
