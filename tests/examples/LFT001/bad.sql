INSERT INTO public.mails VALUES (4, 'pending', now() - interval '30 days'), (5, 'pending', now() - interval '31 days');
