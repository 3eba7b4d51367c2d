DELETE FROM pg_catalog.pg_dist_partition WHERE logicalrelid = 'public.countries'::regclass;
