UPDATE public.orders SET state = 'Done' WHERE id = 5;
UPDATE public.orders SET state = 'in_progress' WHERE id = 7;
UPDATE public.orders SET state = 'open ' WHERE id = 6;
UPDATE public.orders SET currency = 'Euro' WHERE id = 8;
UPDATE public.orders SET country = 'AUT' WHERE id = 9;
UPDATE public.orders SET number = '2025/10' WHERE id = 10;
UPDATE public.orders SET email = 'a11 at acme.org', phone = 'N/A' WHERE id = 11;
UPDATE public.orders SET city = '' WHERE id = 12;
UPDATE public.orders SET media_type = 'imag' WHERE id = 13;
