SELECT 'public.knowledge_stays_in_workspace() belongs to sam_owner, has a pinned search_path and is nobody else''s to run'
WHERE NOT EXISTS (
    SELECT FROM pg_proc p
    WHERE p.oid = to_regprocedure('public.knowledge_stays_in_workspace()') AND p.proowner = to_regrole('sam_owner')
      AND NOT p.prosecdef AND p.proconfig = ARRAY['search_path=pg_catalog, pg_temp']
      AND (SELECT array_agg(e.grantee) FROM aclexplode(p.proacl) AS e) = ARRAY[p.proowner])
UNION ALL
SELECT 'trigger ' || t.relation || '_stays_in_workspace fires before any update of public.' || t.relation || ' that changes the workspace'
FROM (VALUES ('knowledge_base'), ('knowledge_base_sections')) AS t (relation)
WHERE NOT EXISTS (
    SELECT FROM pg_trigger g
    WHERE g.tgrelid = to_regclass('public.' || t.relation) AND g.tgname = t.relation || '_stays_in_workspace'
      AND g.tgfoid = to_regprocedure('public.knowledge_stays_in_workspace()') AND g.tgenabled = 'O'
      AND pg_get_triggerdef(g.oid) LIKE '%BEFORE UPDATE ON public.' || t.relation
          || ' FOR EACH ROW WHEN ((old.workspace_id IS DISTINCT FROM new.workspace_id))%')
ORDER BY 1
