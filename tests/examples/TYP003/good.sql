CREATE TABLE public.jobs (id bigint PRIMARY KEY, on_table regclass, by_role regrole, of_type regtype);
CREATE VIEW public.seen AS SELECT 'now'::regproc AS f;
