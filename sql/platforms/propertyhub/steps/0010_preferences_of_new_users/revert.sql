DROP TRIGGER create_user_notification_preferences ON public.users;

DROP FUNCTION public.create_default_notification_preferences();
