CREATE TABLE public.orders (id bigint PRIMARY KEY, gone boolean NOT NULL DEFAULT false);
CREATE RULE keep AS ON DELETE TO public.orders DO INSTEAD UPDATE public.orders SET gone = true WHERE id = old.id;
