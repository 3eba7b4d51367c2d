-- Why: Production missed this migration: preferences, the e-mail queue and the log of notifications. It also drops the default
--   name of templates, under which two keys had been stored as one name.
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on notification_templates for an instant; SHARE ROW EXCLUSIVE on customers, notifications and users
--   for the foreign keys of new, empty tables
-- Requires: nothing
-- Transaction: one
-- Migration: 20250122090000_notification_system
-- Loses: SELECT (SELECT count(*) FROM public.notification_preferences) + (SELECT count(*) FROM public.email_queue)
--   + (SELECT count(*) FROM public.notification_logs)

ALTER TABLE public.email_queue OWNER TO propertyhub_owner;

ALTER TABLE public.notification_logs OWNER TO propertyhub_owner;

ALTER TABLE public.notification_preferences OWNER TO propertyhub_owner;

GRANT SELECT, INSERT, UPDATE, DELETE
    ON public.email_queue, public.notification_logs, public.notification_preferences TO propertyhub_app;
