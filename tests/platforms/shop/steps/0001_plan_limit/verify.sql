SELECT 'public.plans has the column max_notes'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = 'public.plans'::pg_catalog.regclass AND a.attname = 'max_notes'
      AND a.atttypid = 'pg_catalog.int4'::pg_catalog.regtype)
UNION ALL
SELECT 'public.plans refuses a max_notes of 0'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint c
    WHERE c.conrelid = 'public.plans'::pg_catalog.regclass AND c.conname = 'plans_max_notes_check' AND c.convalidated)
UNION ALL
SELECT 'the free plan has a limit'
FROM public.plans p
WHERE p.name = 'free' AND (pg_catalog.to_jsonb(p) ->> 'max_notes') IS NULL;
