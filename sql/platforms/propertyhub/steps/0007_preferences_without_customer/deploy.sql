-- Why: Internal administrators belong to no customer, and preferences demanded one: the trigger of the runbook would have
--   refused every new administrator. A row without customer is allowed, and since a unique key does not hold where
--   customer_id is NULL, such a user has one row by an index of its own.
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on notification_preferences, a new and small table
-- Requires: 0006_notification_system
-- Transaction: one
-- Loses: SELECT count(*) FROM public.notification_preferences WHERE customer_id IS NULL

ALTER TABLE public.notification_preferences ALTER COLUMN customer_id DROP NOT NULL;

CREATE UNIQUE INDEX notification_preferences_user_id_without_customer_key
    ON public.notification_preferences (user_id) WHERE customer_id IS NULL;
