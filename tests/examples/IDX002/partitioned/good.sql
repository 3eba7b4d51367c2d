CREATE TABLE public.events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE public.events_old PARTITION OF public.events FOR VALUES FROM ('2000-01-01') TO ('2020-01-01');
CREATE TABLE public.events_new PARTITION OF public.events DEFAULT;
CREATE INDEX events_at ON public.events (at);
