DROP POLICY clinic_staff_delete ON public.clinic_staff;
DROP POLICY clinic_staff_update ON public.clinic_staff;
DROP POLICY clinic_staff_insert ON public.clinic_staff;
DROP POLICY clinic_staff_select ON public.clinic_staff;
DROP POLICY users_update ON public.users;
DROP POLICY users_select ON public.users;
DROP POLICY clinics_update ON public.clinics;
DROP POLICY clinics_select ON public.clinics;
DO $$
DECLARE
    policy_found record;
BEGIN
    FOR policy_found IN
        SELECT p.definition FROM golive_undo.bna_policies_people AS p ORDER BY p.relation, p.policy
    LOOP
        EXECUTE policy_found.definition;
    END LOOP;
END;
$$;
DROP TABLE golive_undo.bna_policies_people;
