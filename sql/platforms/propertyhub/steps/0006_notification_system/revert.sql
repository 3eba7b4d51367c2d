DROP TABLE public.notification_logs;

DROP TABLE public.email_queue;

DROP TABLE public.notification_preferences;

ALTER TABLE public.notification_templates ALTER COLUMN name SET DEFAULT 'default_template';
