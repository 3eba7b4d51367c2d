CREATE TABLE public.refunds (id bigint PRIMARY KEY, shop_id bigint NOT NULL REFERENCES public.shops);
ALTER TABLE public.refunds OWNER TO example_web;
