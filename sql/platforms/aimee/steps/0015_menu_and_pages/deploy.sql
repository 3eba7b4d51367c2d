-- Why: An item of the menu without organisation is everybody's: two of organisation 4 show in every other. Roles
--   pasted as a text are no list and match nobody; a published page whose unified_status was left to its default is a
--   draft, and its item leads nowhere. The runbook says "check"; here each follows from its section and its own status.
-- Phase: backfill
-- Locks: row locks on the items of the menu it settles, and on the pages of a batch
-- Requires: 0001_undo_schema
-- Transaction: batches
-- Batch: public.pages

CREATE TABLE golive_undo.menu_items AS
SELECT m.id, m.organization_id, m.role_permissions
FROM public.menu_items AS m
LEFT JOIN public.menu_sections AS s ON s.id = m.section_id
WHERE (s.organization_id IS NOT NULL AND m.organization_id IS DISTINCT FROM s.organization_id)
   OR pg_catalog.jsonb_typeof(m.role_permissions) = 'string';

UPDATE public.menu_items AS m
SET organization_id = coalesce(s.organization_id, m.organization_id),
    role_permissions = CASE WHEN pg_catalog.jsonb_typeof(m.role_permissions) = 'string'
                            THEN (m.role_permissions #>> '{}')::jsonb ELSE m.role_permissions END
FROM golive_undo.menu_items AS f, public.menu_sections AS s
WHERE f.id = m.id AND s.id = m.section_id;

CREATE TABLE golive_undo.pages (id uuid PRIMARY KEY, unified_status public.unified_status);

WITH kept AS (
    INSERT INTO golive_undo.pages (id, unified_status)
    SELECT p.id, p.unified_status
    FROM pg_temp.golive_batch JOIN public.pages AS p USING (id)
    WHERE p.status = 'published' AND p.build_status = 'built' AND p.deleted_at IS NULL AND p.unified_status = 'draft'
    FOR UPDATE OF p
    ON CONFLICT (id) DO UPDATE SET id = excluded.id
    RETURNING id
)
UPDATE public.pages AS p
SET unified_status = 'live'
FROM kept AS k
WHERE k.id = p.id;
