INSERT INTO public.email_queue VALUES (4, 'Pending', now() - interval '30 days');
