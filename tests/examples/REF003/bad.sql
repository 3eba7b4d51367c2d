UPDATE public.integrations SET enabled = false WHERE id IN (2, 4);
