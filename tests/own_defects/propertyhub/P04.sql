-- P04 [functions] a trigger function reads a column that another tool calls otherwise
-- names: public.update_customer_storage_limit()
DO $$ BEGIN
    EXECUTE replace(pg_get_functiondef('public.update_customer_storage_limit()'::regprocedure), '"planId"', 'plan_id');
END $$;
