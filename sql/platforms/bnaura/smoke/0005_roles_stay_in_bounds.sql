-- Why: whoever can give themselves a role, a clinic or an owner's seat has all the rest.
SELECT set_config('golive.clinic', o.clinic_id::text, true), set_config('golive.owner', o.user_id::text, true),
       set_config('golive.admin', a.user_id::text, true), set_config('golive.staff', s.user_id::text, true),
       set_config('golive.guest', g.id::text, true), set_config('golive.other_clinic', c.id::text, true)
FROM public.clinic_staff AS o
JOIN public.clinic_staff AS a ON a.clinic_id = o.clinic_id AND a.is_active AND a.role = 'clinic_admin'
JOIN public.clinic_staff AS s ON s.clinic_id = o.clinic_id AND s.is_active AND s.role = 'sales_staff'
JOIN public.clinics AS c ON c.id NOT IN (SELECT x.clinic_id FROM public.clinic_staff AS x
    WHERE x.user_id IN (o.user_id, a.user_id, s.user_id))
JOIN auth.users AS g ON NOT EXISTS (SELECT FROM public.clinic_staff AS x WHERE x.user_id = g.id)
WHERE o.is_active AND o.role = 'clinic_owner'
ORDER BY o.clinic_id, o.user_id, a.user_id, s.user_id, c.id, g.id
LIMIT 1;

SET LOCAL ROLE authenticated;
SELECT set_config('request.jwt.claims',
    jsonb_build_object('sub', current_setting('golive.owner'), 'role', 'authenticated')::text, true);
INSERT INTO public.clinic_staff (clinic_id, user_id, role)
VALUES (current_setting('golive.clinic')::uuid, current_setting('golive.guest')::uuid, 'beautician');

DO $$
DECLARE
    attempt record;
    touched bigint;
    outcome text;
BEGIN
    FOR attempt IN SELECT * FROM (VALUES
        ('staff', 'super_admin',
         'UPDATE public.users SET role = ''super_admin'' WHERE id = auth.uid()'),
        ('staff', 'other_profile',
         'UPDATE public.users SET full_name = ''Renamed'' WHERE id <> auth.uid()'),
        ('staff', 'self_promoted',
         'UPDATE public.clinic_staff SET role = ''clinic_owner'' WHERE user_id = auth.uid()'),
        ('staff', 'self_invited',
         'INSERT INTO public.clinic_staff (clinic_id, user_id) VALUES (current_setting(''golive.other_clinic'')::uuid, auth.uid())'),
        ('admin', 'owner_made',
         'UPDATE public.clinic_staff SET role = ''clinic_owner'' WHERE user_id = auth.uid()'),
        ('admin', 'owner_removed',
         'DELETE FROM public.clinic_staff WHERE role = ''clinic_owner'''),
        ('owner', 'subscription',
         'UPDATE public.clinics SET subscription_tier = ''enterprise'''),
        ('owner', 'customer_moved',
         'UPDATE public.customers SET clinic_id = current_setting(''golive.other_clinic'')::uuid'),
        ('owner', 'customer_planted',
         'INSERT INTO public.customers (clinic_id, full_name) VALUES (current_setting(''golive.other_clinic'')::uuid, ''Planted'')'),
        ('owner', 'truncated', 'TRUNCATE public.workflow_events'),
        ('owner', 'numbers_burnt', 'SELECT nextval(''public.customer_code_seq'')')
    ) AS a (who, name, statement)
    LOOP
        PERFORM set_config('request.jwt.claims',
            jsonb_build_object('sub', current_setting('golive.' || attempt.who), 'role', 'authenticated')::text, true);
        BEGIN
            EXECUTE attempt.statement;
            GET DIAGNOSTICS touched = ROW_COUNT;
            outcome := touched || ' rows';
            -- Whatever went through is undone before the next attempt.
            RAISE EXCEPTION USING ERRCODE = 'raise_exception', MESSAGE = outcome;
        EXCEPTION
            WHEN insufficient_privilege THEN outcome := 'refused';
            WHEN raise_exception THEN NULL;
        END;
        PERFORM set_config('golive.' || attempt.name, outcome, true);
    END LOOP;
END;
$$;
SET LOCAL ROLE NONE;
SELECT 'an owner takes on a beautician' AS claim,
       (SELECT count(*) = 1 FROM public.clinic_staff AS s
        WHERE s.user_id::text = current_setting('golive.guest') AND s.role::text = 'beautician') AS holds
UNION ALL
SELECT 'nobody becomes super_admin by an own edit', current_setting('golive.super_admin') = 'refused'
UNION ALL
SELECT 'nobody edits the profile of somebody else', current_setting('golive.other_profile') = '0 rows'
UNION ALL
SELECT 'staff do not promote themselves', current_setting('golive.self_promoted') = '0 rows'
UNION ALL
SELECT 'nobody joins a clinic uninvited', current_setting('golive.self_invited') = 'refused'
UNION ALL
SELECT 'an admin does not become an owner', current_setting('golive.owner_made') = 'refused'
UNION ALL
SELECT 'an admin does not remove an owner', current_setting('golive.owner_removed') = '0 rows'
UNION ALL
SELECT 'a clinic does not raise its own subscription', current_setting('golive.subscription') = 'refused'
UNION ALL
SELECT 'a customer is not moved to another clinic', current_setting('golive.customer_moved') = 'refused'
UNION ALL
SELECT 'a customer is not planted in another clinic', current_setting('golive.customer_planted') = 'refused'
UNION ALL
SELECT 'nobody empties a table past its policies', current_setting('golive.truncated') = 'refused'
UNION ALL
SELECT 'nobody uses up numbers of the codes', current_setting('golive.numbers_burnt') = 'refused'
ORDER BY 1;
