-- Why: a clinic that opens on Sunday and finds its customers gone cannot work; one that finds another clinic's has to be
--   told to the authorities. For each clinic one who manages it and one who does not: exactly their rows, no more, no less.
CREATE TEMPORARY TABLE seen (claim text NOT NULL, holds boolean) ON COMMIT DROP;
DO $$
DECLARE
    member record;
    due jsonb;
    visible jsonb;
BEGIN
    FOR member IN
        SELECT DISTINCT ON (c.clinic_code, managing) c.clinic_code, s.user_id, s.role::text AS role,
               s.role IN ('clinic_owner', 'clinic_admin') AS managing,
               (SELECT array_agg(x.clinic_id) FROM public.clinic_staff AS x
                WHERE x.user_id = s.user_id AND x.is_active) AS clinics,
               (SELECT array_agg(x.clinic_id) FROM public.clinic_staff AS x
                WHERE x.user_id = s.user_id AND x.is_active AND x.role IN ('clinic_owner', 'clinic_admin')) AS managed
        FROM public.clinics AS c
        JOIN public.clinic_staff AS s ON s.clinic_id = c.id AND s.is_active
        ORDER BY c.clinic_code, managing, s.user_id
    LOOP
        SELECT jsonb_object_agg(t.relation, t.rows) INTO due FROM (
            SELECT 'clinics', md5(string_agg(r.id::text, ',' ORDER BY r.id))
            FROM public.clinics AS r WHERE r.id = ANY (member.clinics)
            UNION ALL SELECT 'users', md5(string_agg(r.id::text, ',' ORDER BY r.id))
            FROM public.users AS r WHERE r.clinic_id = ANY (member.clinics) OR r.id = member.user_id
            UNION ALL SELECT 'clinic_staff', md5(string_agg(r.id::text, ',' ORDER BY r.id))
            FROM public.clinic_staff AS r WHERE r.clinic_id = ANY (member.clinics)
            UNION ALL SELECT 'customers', md5(string_agg(r.id::text, ',' ORDER BY r.id))
            FROM public.customers AS r WHERE r.clinic_id = ANY (member.clinics)
            UNION ALL SELECT 'workflow_states', md5(string_agg(r.id::text, ',' ORDER BY r.id))
            FROM public.workflow_states AS r WHERE r.clinic_id = ANY (member.clinics)
            UNION ALL SELECT 'workflow_actions', md5(string_agg(r.id::text, ',' ORDER BY r.id))
            FROM public.workflow_actions AS r JOIN public.workflow_states AS w ON w.id = r.workflow_id
            WHERE w.clinic_id = ANY (member.clinics)
            UNION ALL SELECT 'workflow_events', md5(string_agg(r.id::text, ',' ORDER BY r.id))
            FROM public.workflow_events AS r JOIN public.workflow_states AS w ON w.id = r.workflow_id
            WHERE w.clinic_id = ANY (member.clinics)
            UNION ALL SELECT 'task_queue', md5(string_agg(r.id::text, ',' ORDER BY r.id))
            FROM public.task_queue AS r JOIN public.workflow_states AS w ON w.id = r.workflow_id
            WHERE w.clinic_id = ANY (member.clinics)
            UNION ALL SELECT 'sales_commissions', md5(string_agg(r.id::text, ',' ORDER BY r.id))
            FROM public.sales_commissions AS r JOIN public.clinic_staff AS s ON s.id = r.sales_staff_id
            WHERE s.clinic_id = ANY (member.managed)
               OR s.user_id = member.user_id AND s.clinic_id = ANY (member.clinics)
        ) AS t (relation, rows);

        PERFORM set_config('request.jwt.claims',
            jsonb_build_object('sub', member.user_id, 'role', 'authenticated')::text, true);
        PERFORM set_config('role', 'authenticated', true);
        SELECT jsonb_object_agg(t.relation, t.rows) INTO visible FROM (
            SELECT 'clinics', md5(string_agg(r.id::text, ',' ORDER BY r.id)) FROM public.clinics AS r
            UNION ALL SELECT 'users', md5(string_agg(r.id::text, ',' ORDER BY r.id)) FROM public.users AS r
            UNION ALL SELECT 'clinic_staff', md5(string_agg(r.id::text, ',' ORDER BY r.id)) FROM public.clinic_staff AS r
            UNION ALL SELECT 'customers', md5(string_agg(r.id::text, ',' ORDER BY r.id)) FROM public.customers AS r
            UNION ALL SELECT 'workflow_states', md5(string_agg(r.id::text, ',' ORDER BY r.id))
            FROM public.workflow_states AS r
            UNION ALL SELECT 'workflow_actions', md5(string_agg(r.id::text, ',' ORDER BY r.id))
            FROM public.workflow_actions AS r
            UNION ALL SELECT 'workflow_events', md5(string_agg(r.id::text, ',' ORDER BY r.id))
            FROM public.workflow_events AS r
            UNION ALL SELECT 'task_queue', md5(string_agg(r.id::text, ',' ORDER BY r.id)) FROM public.task_queue AS r
            UNION ALL SELECT 'sales_commissions', md5(string_agg(r.id::text, ',' ORDER BY r.id))
            FROM public.sales_commissions AS r
        ) AS t (relation, rows);
        PERFORM set_config('role', 'none', true);

        INSERT INTO seen
        SELECT format('%s of clinic %s see exactly their rows of %s',
                      CASE WHEN member.managing THEN 'those who manage' ELSE 'staff' END, member.clinic_code, d.key),
               d.value = visible -> d.key
        FROM jsonb_each(due) AS d;
    END LOOP;

    INSERT INTO seen
    SELECT format('clinic %s has somebody who can open it', c.clinic_code),
           EXISTS (SELECT FROM public.clinic_staff AS s
                   WHERE s.clinic_id = c.id AND s.is_active AND s.role IN ('clinic_owner', 'clinic_admin'))
    FROM public.clinics AS c;
END;
$$;

-- Who left, and who says nothing, sees nothing.
DO $$
DECLARE
    who record;
    rows bigint;
BEGIN
    FOR who IN
        SELECT 'staff who left' AS name, jsonb_build_object('sub', min(s.user_id::text), 'role', 'authenticated',
                   'clinic_id', min(s.clinic_id::text))::text AS claims
        FROM public.clinic_staff AS s
        WHERE NOT s.is_active
          AND NOT EXISTS (SELECT FROM public.clinic_staff AS x WHERE x.user_id = s.user_id AND x.is_active)
        HAVING count(*) > 0
        UNION ALL SELECT 'a session without claims', ''
        UNION ALL SELECT 'an account that does not exist',
                         jsonb_build_object('sub', gen_random_uuid(), 'role', 'authenticated')::text
    LOOP
        PERFORM set_config('request.jwt.claims', who.claims, true);
        PERFORM set_config('role', 'authenticated', true);
        SELECT (SELECT count(*) FROM public.clinics) + (SELECT count(*) FROM public.clinic_staff)
             + (SELECT count(*) FROM public.customers) + (SELECT count(*) FROM public.workflow_states)
             + (SELECT count(*) FROM public.workflow_actions) + (SELECT count(*) FROM public.workflow_events)
             + (SELECT count(*) FROM public.task_queue) + (SELECT count(*) FROM public.sales_commissions) INTO rows;
        PERFORM set_config('role', 'none', true);
        INSERT INTO seen VALUES (format('%s sees no row of any clinic', who.name), rows = 0);
    END LOOP;
END;
$$;
DO $$
BEGIN
    SET LOCAL ROLE anon;
    PERFORM count(*) FROM public.customers;
    SET LOCAL ROLE NONE;
    INSERT INTO seen VALUES ('a visitor who has not signed in is refused', false);
EXCEPTION WHEN insufficient_privilege THEN
    INSERT INTO seen VALUES ('a visitor who has not signed in is refused', true);
END;
$$;
SELECT claim, holds FROM seen ORDER BY claim;
