SELECT pg_catalog.format('the system layout %s is there once', w.name)
FROM (VALUES ('standard'), ('dashboard'), ('document')) AS w(name)
WHERE (SELECT pg_catalog.count(*) FROM public.layout_templates AS l
       WHERE l.organization_id IS NULL AND l.is_system AND l.name = w.name
         AND pg_catalog.jsonb_typeof(l.layout -> 'areas') = 'array') <> 1
UNION ALL
SELECT pg_catalog.format('the function %s of the assistant is there once, enabled, %s approval', w.name,
                         CASE WHEN w.approval THEN 'with' ELSE 'without' END)
FROM (VALUES ('create_work_item', true), ('list_work_items', false), ('search_knowledge_base', false)) AS w(name, approval)
WHERE (SELECT pg_catalog.count(*) FROM public.ai_assistant_functions AS f
       WHERE f.organization_id IS NULL AND f.is_system_function AND f.is_enabled AND f.function_name = w.name
         AND f.requires_approval = w.approval AND f.function_schema ->> 'name' = w.name) <> 1
UNION ALL
SELECT 'the template splynx-support-ticket is the system''s, active and has steps'
WHERE NOT EXISTS (
    SELECT FROM public.workflow_templates AS t
    WHERE t.id = 'splynx-support-ticket' AND t.is_system_template AND t.is_active AND pg_catalog.jsonb_array_length(t.steps) > 0)
UNION ALL
SELECT 'golive_undo.system_rows knows what was made'
WHERE pg_catalog.to_regclass('golive_undo.system_rows') IS NULL;
