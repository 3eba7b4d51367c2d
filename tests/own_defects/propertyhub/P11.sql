-- P11 [leftovers] an address with its password was logged
-- names: public.activity_logs
UPDATE public.activity_logs SET metadata = '{"error": "cannot reach postgresql://app:Kq8vT2mZx@db.internal/prod"}'
WHERE id = (SELECT min(id) FROM public.activity_logs);
