DELETE FROM public.schedules WHERE id = 8;
