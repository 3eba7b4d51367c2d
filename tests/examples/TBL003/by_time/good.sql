CREATE TABLE public.events (at date) PARTITION BY RANGE (at);
CREATE TABLE public.events_all PARTITION OF public.events FOR VALUES FROM ('2000-01-01') TO ('2100-01-01');
