UPDATE public.categories SET parent_id = 3 WHERE id = 1;
UPDATE public.categories SET place = 1 WHERE id = 6;
INSERT INTO public.categories VALUES (7, 1, 5, 9), (8, 1, 99, 1);
