-- Why: Production missed this migration: the quota columns of plans and customers, storage_usage and storage_transactions.
--   The migration leaves the new tables with whoever ran it; here they go to the owner of all others, with the
--   application's rights, since the application owns nothing.
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on plans and customers for an instant: no row is rewritten
-- Requires: nothing
-- Transaction: one
-- Migration: 20241202093000_storage_quota
-- Loses: SELECT (SELECT count(*) FROM public.storage_usage) + (SELECT count(*) FROM public.storage_transactions)

ALTER TABLE public.storage_transactions OWNER TO propertyhub_owner;

ALTER TABLE public.storage_usage OWNER TO propertyhub_owner;

GRANT SELECT, INSERT, UPDATE, DELETE ON public.storage_transactions, public.storage_usage TO propertyhub_app;

COMMENT ON COLUMN public.customers."storageLimit" IS 'megabytes, superseded by storage_limit (bytes)';
