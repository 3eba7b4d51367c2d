-- Why: The runbook links what has a profile. A user without one (the sign-up trigger was not there that day) would never get an
--   organisation and could not log in. Here he gets his profile, and by it the rest.
-- Phase: backfill
-- Locks: none that blocks
-- Requires: 0007_sign_up
-- Transaction: batches
-- Batch: auth.users
-- Loses: SELECT (SELECT count(*) FROM golive_undo.enterprise_made_since s
--   JOIN golive_undo.enterprise_missing_profiles u ON u.organization_id = s.organization_id)
--   + (SELECT count(*) FROM metadata.repositories r JOIN golive_undo.enterprise_missing_profiles u ON u.organization_id = r.organization_id
--   WHERE NOT EXISTS (SELECT FROM metadata.local_repositories l WHERE l.id = r.id))

WITH made AS (
  INSERT INTO public.profiles (id, email)
  SELECT u.id, u.email FROM pg_temp.golive_batch JOIN auth.users u USING (id)
  WHERE NOT EXISTS (SELECT FROM public.profiles p WHERE p.id = u.id)
  ORDER BY u.created_at, u.id
  RETURNING id, organization_id
)
INSERT INTO golive_undo.enterprise_missing_profiles (user_id, organization_id)
SELECT m.id, m.organization_id FROM made m;
