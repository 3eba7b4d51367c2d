CREATE ROLE tenant NOLOGIN;
CREATE TABLE public.events (tenant_id bigint, kind text) PARTITION BY LIST (kind);
CREATE TABLE public.events_a PARTITION OF public.events FOR VALUES IN ('a');
CREATE TABLE public.events_rest PARTITION OF public.events DEFAULT;
GRANT SELECT ON public.events_rest TO tenant;
