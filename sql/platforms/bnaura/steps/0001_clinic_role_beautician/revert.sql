DO $$
DECLARE
    members constant bigint := (SELECT count(*) FROM public.clinic_staff AS s WHERE s.role::text = 'beautician');
BEGIN
    IF members > 0 THEN
        RAISE EXCEPTION '% members of staff are beauticians, and the former application does not know the role', members
            USING HINT = 'give them the role clinic_staff first';
    END IF;
END;
$$;
