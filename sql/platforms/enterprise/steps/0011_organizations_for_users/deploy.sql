-- Why: Migration 3: every user gets his organisation, its Admin role and the membership. Mended: the runbook makes two users with one
--   e-mail Admins of ONE organisation, gives none to a user without e-mail, takes over an organisation whose name happens to fit,
--   cannot be run twice, and does it all in one transaction; here every account has its own organisation. Whoever belongs to
--   an organisation already is linked to that one.
-- Phase: backfill
-- Locks: row locks on the profiles of a batch
-- Requires: 0010_missing_profiles
-- Transaction: batches
-- Batch: public.profiles
-- Loses: SELECT (SELECT count(*) FROM golive_undo.enterprise_made_since s
--   JOIN golive_undo.enterprise_linked_profiles u ON u.organization_id = s.organization_id AND u.made)
--   + (SELECT count(*) FROM metadata.repositories r JOIN golive_undo.enterprise_linked_profiles u ON u.organization_id = r.organization_id AND u.made
--   WHERE NOT EXISTS (SELECT FROM metadata.local_repositories l WHERE l.id = r.id))

WITH batch AS MATERIALIZED (
  SELECT p.id, u.email,
    (SELECT m.organization_id FROM enterprise.user_organization_roles m
     WHERE m.user_id = p.id ORDER BY m.assigned_at, m.organization_id LIMIT 1) AS found
  FROM pg_temp.golive_batch JOIN public.profiles p USING (id) JOIN auth.users u ON u.id = p.id
  WHERE p.organization_id IS NULL
  ORDER BY u.created_at, u.id
  FOR UPDATE OF p
), answer AS MATERIALIZED (
  SELECT b.id, b.found IS NULL AS made,
    coalesce(b.found, enterprise_private.provision(b.id, b.email)) AS organization_id
  FROM batch b
), linked AS (
  UPDATE public.profiles p SET organization_id = a.organization_id
  FROM answer a WHERE p.id = a.id
  RETURNING p.id, p.organization_id, a.made
)
INSERT INTO golive_undo.enterprise_linked_profiles (user_id, organization_id, made)
SELECT l.id, l.organization_id, l.made FROM linked l
ON CONFLICT (user_id) DO UPDATE SET organization_id = excluded.organization_id, made = excluded.made;
