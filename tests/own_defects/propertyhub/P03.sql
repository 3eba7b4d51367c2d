-- P03 [triggers] a trigger fires for replication only
-- names: public.users.create_user_notification_preferences
ALTER TABLE public.users ENABLE REPLICA TRIGGER create_user_notification_preferences;
