-- Why: a shop that cannot write a note has nothing of what it pays for
INSERT INTO public.notes (shop_id, body) VALUES (1, 'smoke');
SELECT 'a note of a shop is there', count(*) = 1 FROM public.notes WHERE body = 'smoke';
