CREATE ROLE tenant NOLOGIN;
CREATE TABLE public.events (tenant_id bigint, at timestamptz NOT NULL, primary key (tenant_id, at)) PARTITION BY RANGE (at);
CREATE TABLE public.events_1900 PARTITION OF public.events FOR VALUES FROM ('1900-01-01') TO ('2000-01-01');
CREATE TABLE public.events_2000 PARTITION OF public.events FOR VALUES FROM ('2000-01-01') TO ('2100-01-01');
ALTER TABLE public.events_1900 ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.events_1900 USING (tenant_id = current_setting('app.tenant', true)::bigint);
GRANT SELECT ON public.events_1900 TO tenant;
-- By id, by list, and without an end: none of them is by time.
CREATE TABLE public.parts (id bigint) PARTITION BY RANGE (id);
CREATE TABLE public.parts_1 PARTITION OF public.parts FOR VALUES FROM (1) TO (100);
CREATE TABLE public.kinds (kind text) PARTITION BY LIST (kind);
CREATE TABLE public.days (day date) PARTITION BY RANGE (day);
CREATE TABLE public.days_all PARTITION OF public.days FOR VALUES FROM ('2020-01-01') TO (MAXVALUE);
