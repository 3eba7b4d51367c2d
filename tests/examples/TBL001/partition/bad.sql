-- The table is still there, its rows are no longer in the parent. A new partition like its siblings is no finding.
ALTER TABLE public.logs DETACH PARTITION public.logs_2025;
CREATE TABLE public.logs_2027 PARTITION OF public.logs FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
