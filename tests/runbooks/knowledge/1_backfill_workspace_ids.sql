-- What 03_backfill_workspace_ids.sql does; the handoff names the script and prints none of it.

RAISE NOTICE 'Starting workspace backfill';
UPDATE knowledge_base kb SET workspace_id = (
    SELECT wa.workspace_id FROM workspace_accounts wa WHERE wa.user_id = kb.created_by ORDER BY wa.created_at LIMIT 1), updated_at = NOW()
WHERE kb.workspace_id IS NULL AND kb.created_by IS NOT NULL;
UPDATE knowledge_base SET workspace_id = NULL, updated_at = NOW()
WHERE metadata->>'is_shared' = 'true' OR visibility = 'global' OR title ILIKE '%[GLOBAL]%';
DO $$ DECLARE n int; BEGIN
  SELECT count(*) INTO n FROM knowledge_base WHERE workspace_id IS NULL AND coalesce(metadata->>'is_shared','') <> 'true';
  IF n > 0 THEN RAISE WARNING '% orphaned entries', n; END IF; END $$;
SELECT 100.0 * count(workspace_id) / COUNT(*) AS percent FROM knowledge_base;
