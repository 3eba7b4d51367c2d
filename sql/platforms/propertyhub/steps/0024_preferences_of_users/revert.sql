WITH gone AS (
    DELETE FROM golive_undo.preferences_of_users AS given
    USING pg_temp.golive_batch AS b
    WHERE b.id = given.user_id
    RETURNING given.user_id
)
DELETE FROM public.notification_preferences AS n
USING gone
WHERE n.user_id = gone.user_id;

DROP TABLE golive_undo.preferences_of_users;
