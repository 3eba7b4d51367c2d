SELECT 'public.customers.customers_customer_code_present refuses a missing and a blank code'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint AS k
    WHERE k.conrelid = pg_catalog.to_regclass('public.customers') AND k.contype = 'c'
      AND k.conname = 'customers_customer_code_present'
      AND pg_catalog.pg_get_expr(k.conbin, k.conrelid) LIKE '%customer\_code IS NOT NULL%AND%btrim(%customer\_code%<>%''''%')
