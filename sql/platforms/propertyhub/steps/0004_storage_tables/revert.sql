COMMENT ON COLUMN public.customers."storageLimit" IS NULL;

DROP TABLE public.storage_transactions;

DROP TABLE public.storage_usage;

ALTER TABLE public.customers
    DROP COLUMN storage_used,
    DROP COLUMN storage_limit,
    DROP COLUMN storage_last_calculated;

ALTER TABLE public.plans DROP COLUMN storage_limit;
