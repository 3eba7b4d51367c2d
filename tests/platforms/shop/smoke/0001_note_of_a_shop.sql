-- Why: a shop that cannot write a note has nothing of what it pays for
INSERT INTO public.notes (id, shop_id, body) OVERRIDING SYSTEM VALUE VALUES (-1, 1, 'smoke'); -- a sequence is not rolled back
SELECT 'a note of a shop is there', count(*) = 1 FROM public.notes WHERE body = 'smoke';
