WITH wanted(relation, name, definition) AS (VALUES
    ('public.users', 'create_user_notification_preferences',
     'AFTER INSERT ON public.users FOR EACH ROW EXECUTE FUNCTION public.create_default_notification_preferences()')
), found AS (
    SELECT t.tgrelid, t.tgname, t.tgenabled, pg_catalog.pg_get_triggerdef(t.oid) AS definition,
           p.proconfig, pg_catalog.pg_get_userbyid(p.proowner) AS owner
    FROM pg_catalog.pg_trigger AS t
    JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal
)
SELECT pg_catalog.format('%s fires %s %s, by a function of propertyhub_owner with a pinned search_path', w.relation, w.name, w.definition)
FROM wanted AS w
WHERE NOT EXISTS (
    SELECT FROM found AS f
    WHERE f.tgrelid = pg_catalog.to_regclass(w.relation) AND f.tgname = w.name AND f.tgenabled = 'O'
      AND f.definition = pg_catalog.format('CREATE TRIGGER %s %s', w.name, w.definition)
      AND f.owner = 'propertyhub_owner' AND f.proconfig = ARRAY['search_path=pg_catalog, pg_temp']);
