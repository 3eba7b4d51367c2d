-- Why: the desk registers a customer and types no code; a code that is missing, cut short or given twice makes two people
--   one file, and nobody notices until a treatment goes to the wrong one.
SELECT set_config('request.jwt.claims', jsonb_build_object('sub', s.user_id, 'role', 'authenticated')::text, true),
       set_config('golive.clinic', s.clinic_id::text, true),
       set_config('golive.other_clinic', o.id::text, true)
FROM public.clinic_staff AS s
JOIN public.clinics AS c ON c.id = s.clinic_id AND c.is_active
JOIN public.clinics AS o ON o.id <> c.id
WHERE s.is_active AND s.role = 'clinic_staff'
ORDER BY s.clinic_id, s.user_id, o.id
LIMIT 1;

SET LOCAL ROLE authenticated;
INSERT INTO public.customers (clinic_id, customer_code, full_name, metadata)
SELECT current_setting('golive.clinic')::uuid, n.code, 'Smoke ' || n.which, jsonb_build_object('smoke', n.which)
FROM (VALUES ('missing', NULL), ('empty', ''), ('blank', '   '), ('own', 'SMOKE-1')) AS n (which, code);

DO $$
BEGIN
    INSERT INTO public.customers (clinic_id, customer_code, full_name)
    VALUES (current_setting('golive.clinic')::uuid, 'CUST-999999999999999', 'Smoke ahead');
EXCEPTION WHEN check_violation THEN
    PERFORM set_config('golive.ahead', 'refused', true);
END;
$$;
DO $$
BEGIN
    INSERT INTO public.customers (clinic_id, customer_code, full_name)
    VALUES (current_setting('golive.clinic')::uuid, 'SMOKE-1', 'Smoke twice');
EXCEPTION WHEN unique_violation THEN
    PERFORM set_config('golive.twice', 'refused', true);
END;
$$;
DO $$
BEGIN
    UPDATE public.customers SET customer_code = ' ' WHERE customer_code = 'SMOKE-1';
EXCEPTION WHEN check_violation THEN
    PERFORM set_config('golive.blanked', 'refused', true);
END;
$$;

SET LOCAL ROLE service_role;
INSERT INTO public.customers (clinic_id, customer_code, full_name)
VALUES (current_setting('golive.other_clinic')::uuid, 'SMOKE-1', 'Smoke of another clinic');

SET LOCAL ROLE NONE;
SELECT 'a customer registered without a code gets one like CUST-004712' AS claim,
       count(*) = 3 AND bool_and(c.customer_code ~ '^CUST-([0-9]{6}|[1-9][0-9]{6,14})$') AS holds
FROM public.customers AS c WHERE c.metadata ->> 'smoke' IN ('missing', 'empty', 'blank')
UNION ALL
SELECT 'each gets a code that no other customer has', count(*) = 3
FROM public.customers AS c
WHERE c.metadata ->> 'smoke' IN ('missing', 'empty', 'blank')
  AND NOT EXISTS (SELECT FROM public.customers AS d WHERE d.customer_code = c.customer_code AND d.id <> c.id)
UNION ALL
SELECT 'a code the desk types stays as it is',
       (SELECT c.customer_code FROM public.customers AS c WHERE c.metadata ->> 'smoke' = 'own') = 'SMOKE-1'
UNION ALL
SELECT 'a code that the sequence has yet to give is refused', current_setting('golive.ahead', true) = 'refused'
UNION ALL
SELECT 'a code is refused the second time within a clinic', current_setting('golive.twice', true) = 'refused'
UNION ALL
SELECT 'a code cannot be blanked later', current_setting('golive.blanked', true) = 'refused'
UNION ALL
SELECT 'another clinic may use the same code',
       (SELECT count(*) = 2 FROM public.customers AS c WHERE c.customer_code = 'SMOKE-1')
UNION ALL
SELECT 'the millionth code is whole', app.format_customer_code(1000000) = 'CUST-1000000'
UNION ALL
SELECT 'the codes before it have six digits', app.format_customer_code(999999) = 'CUST-999999'
    AND app.format_customer_code(1000) = 'CUST-001000'
ORDER BY 1;
