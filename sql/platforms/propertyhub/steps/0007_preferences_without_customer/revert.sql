DROP INDEX public.notification_preferences_user_id_without_customer_key;

DELETE FROM public.notification_preferences WHERE customer_id IS NULL;

ALTER TABLE public.notification_preferences ALTER COLUMN customer_id SET NOT NULL;
