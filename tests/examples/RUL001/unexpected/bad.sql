CREATE RULE keep AS ON DELETE TO public.orders DO INSTEAD UPDATE public.orders SET gone = true WHERE id = old.id;
