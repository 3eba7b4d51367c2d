UPDATE public.stays SET "endDate" = "startDate" - 4 WHERE id IN (1, 2);
UPDATE public.stays SET updated_at = created_at - interval '2 hours' WHERE id = 3;
UPDATE public.stays SET created_at = '0026-01-01' WHERE id = 4;
UPDATE public.stays SET updated_at = '2925-01-01' WHERE id = 6;
UPDATE public.stays SET born = '0090-04-01', valid_until = '2925-01-01' WHERE id = 9;
INSERT INTO public.stays (id, tenant_id, created_at) VALUES (31, 1, '1970-01-01 01:00');
