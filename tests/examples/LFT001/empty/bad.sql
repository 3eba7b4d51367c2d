INSERT INTO public.mails VALUES (4, false, current_date - 2);
