UPDATE public.bills SET due_on = issued_on - 365 WHERE id = 1;
UPDATE public.bills SET ended_at = '2024-01-02' WHERE id = 2;
