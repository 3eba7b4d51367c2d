-- By what fires on each table, not by the names of triggers.
WITH stamping AS (
    SELECT t.tgrelid, p.prosrc, p.proconfig, pg_catalog.pg_get_userbyid(p.proowner) AS owner
    FROM pg_catalog.pg_trigger AS t
    JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND t.tgenabled = 'O'
      AND pg_catalog.pg_get_triggerdef(t.oid) LIKE '% BEFORE UPDATE ON % FOR EACH ROW EXECUTE FUNCTION %'
      AND t.tgfoid IN (pg_catalog.to_regprocedure('public.update_updated_at_column()'),
                       pg_catalog.to_regprocedure('public.update_notification_updated_at()'))
)
SELECT pg_catalog.format('an update of public.%s moves updated_at', stamped.name)
FROM (VALUES ('email_queue'), ('invoice_approval_workflows'), ('notification_preferences'), ('notification_templates'),
             ('notifications'), ('team_members'), ('team_roles')) AS stamped(name)
WHERE NOT EXISTS (SELECT FROM stamping AS s WHERE s.tgrelid = pg_catalog.to_regclass('public.' || stamped.name))
UNION ALL
SELECT pg_catalog.format('the function that stamps %s belongs to propertyhub_owner and has a pinned search_path', s.tgrelid::regclass)
FROM stamping AS s
WHERE s.owner <> 'propertyhub_owner' OR s.proconfig IS DISTINCT FROM ARRAY['search_path=pg_catalog, pg_temp']
UNION ALL
SELECT 'what stood in the place of public.update_updated_at_column() is kept'
WHERE pg_catalog.to_regclass('golive_undo.updated_at_function') IS NULL;
