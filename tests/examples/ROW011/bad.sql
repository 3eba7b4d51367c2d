UPDATE public.bills SET amount = amount * 100 WHERE id = 30;
UPDATE public.bills SET price = price / 100 WHERE id = 7;
UPDATE public.bills SET price = 'NaN' WHERE id = 8;
UPDATE public.bills SET file_size = -file_size WHERE id = 6;
