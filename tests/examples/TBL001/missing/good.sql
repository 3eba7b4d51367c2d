CREATE TABLE public.customers (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE public.bookings (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES public.customers, room integer NOT NULL CHECK (room > 0), note text DEFAULT '');
CREATE INDEX bookings_customer_idx ON public.bookings (customer_id);
COMMENT ON TABLE public.bookings IS 'who has which room';
