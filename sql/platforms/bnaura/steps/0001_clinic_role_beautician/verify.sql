SELECT 'public.clinic_role has the label beautician, after the four it had'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_enum AS e
    WHERE e.enumtypid = pg_catalog.to_regtype('public.clinic_role')
    HAVING pg_catalog.array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
        = ARRAY['clinic_owner', 'clinic_admin', 'clinic_staff', 'sales_staff', 'beautician'])
