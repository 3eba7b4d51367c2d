-- totals balance out: one has a section less, another one more
UPDATE public.sections SET tenant_id = 1 WHERE tenant_id = 2 AND name = 'Work';
