-- Why: The trigger serves new users; those who are here already get their preferences now, internal administrators too. The
--   runbook does not speak of them: their first notification would have found no row.
-- Phase: backfill
-- Locks: none that blocks
-- Requires: 0001_undo_schema, 0010_preferences_of_new_users
-- Transaction: batches
-- Batch: public.users
-- Loses: SELECT count(*) FROM public.notification_preferences AS n
--   JOIN golive_undo.preferences_of_users AS given ON given.user_id = n.user_id WHERE n.updated_at > n.created_at

CREATE TABLE golive_undo.preferences_of_users (user_id text PRIMARY KEY);

WITH given AS (
    INSERT INTO golive_undo.preferences_of_users (user_id)
    SELECT u.id
    FROM pg_temp.golive_batch JOIN public.users AS u USING (id)
    WHERE NOT EXISTS (SELECT FROM public.notification_preferences AS n WHERE n.user_id = u.id)
    RETURNING user_id
)
INSERT INTO public.notification_preferences (user_id, customer_id)
SELECT u.id, u."customerId"
FROM given JOIN public.users AS u ON u.id = given.user_id;
