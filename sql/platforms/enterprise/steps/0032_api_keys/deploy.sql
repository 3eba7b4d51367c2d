-- Why: The keys of individual users become keys of their organisation, still sealed and in the form they were sealed in (three
--   columns, or one text of three parts). The table takes nothing else, so a key in plain text stops the migration here. Where a
--   user had called two keys of one provider the default, the newer one stays it.
-- Phase: promotion
-- Locks: ROW EXCLUSIVE on enterprise.organization_api_keys: none that blocks
-- Requires: 0011_organizations_for_users
-- Transaction: one
-- Loses: SELECT count(*) FROM enterprise.organization_api_keys k JOIN golive_undo.enterprise_api_keys u ON u.key_id = k.id
--   WHERE k.last_used_at IS NOT NULL

CREATE TABLE golive_undo.enterprise_api_keys (key_id uuid NOT NULL PRIMARY KEY);

WITH handed AS (
  INSERT INTO enterprise.organization_api_keys
    (id, organization_id, provider, encrypted_key, encryption_iv, encryption_auth_tag, key_name, is_default, created_by, created_at)
  SELECT k.id, p.organization_id, k.provider, k.encrypted_key, k.encryption_iv, k.encryption_auth_tag, k.key_name,
    coalesce(k.is_default, false)
      AND 1 = row_number() OVER (
        PARTITION BY p.organization_id, k.provider
        ORDER BY coalesce(k.is_default, false) DESC, k.created_at DESC, k.id)
      AND NOT EXISTS (
        SELECT FROM enterprise.organization_api_keys o
        WHERE o.organization_id = p.organization_id AND o.provider = k.provider AND o.is_default),
    k.user_id, coalesce(k.created_at, now())
  FROM public.user_api_keys k JOIN public.profiles p ON p.id = k.user_id
  RETURNING id
)
INSERT INTO golive_undo.enterprise_api_keys (key_id)
SELECT h.id FROM handed h;
