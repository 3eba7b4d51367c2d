SELECT pg_catalog.format('%s expenses name a contractor that is not there', pg_catalog.count(*))
FROM public.project_expenses AS e
WHERE e."vendorId" IS NOT NULL AND NOT EXISTS (SELECT FROM public.vendors AS v WHERE v.id = e."vendorId")
HAVING pg_catalog.count(*) > 0
UNION ALL
SELECT 'the contractors that were named are kept'
WHERE pg_catalog.to_regclass('golive_undo.vendors_of_expenses') IS NULL;
