SELECT 'a row of public.notification_preferences may be without customer'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = pg_catalog.to_regclass('public.notification_preferences')
      AND a.attname = 'customer_id' AND NOT a.attnotnull)
UNION ALL
SELECT 'a user without customer has at most one row of preferences, by a valid unique index'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_index AS i
    WHERE i.indexrelid = pg_catalog.to_regclass('public.notification_preferences_user_id_without_customer_key')
      AND i.indrelid = pg_catalog.to_regclass('public.notification_preferences')
      AND i.indisunique AND i.indisvalid
      AND pg_catalog.pg_get_indexdef(i.indexrelid, 1, false) = 'user_id'
      AND pg_catalog.pg_get_expr(i.indpred, i.indrelid) = '(customer_id IS NULL)');
