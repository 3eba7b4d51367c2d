DELETE FROM public.notification_preferences AS n
USING golive_undo.preferences_of_users AS given
WHERE n.user_id = given.user_id;

DROP TABLE golive_undo.preferences_of_users;
