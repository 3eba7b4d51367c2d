CREATE TABLE public.notes (customer_id bigint, note text);
