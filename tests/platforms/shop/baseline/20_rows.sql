INSERT INTO public.shops VALUES (1, 'north'), (2, 'south');
INSERT INTO public.plans VALUES ('free');
INSERT INTO public.notes (shop_id, body) VALUES (1, 'one'), (1, 'two'), (2, 'three');
