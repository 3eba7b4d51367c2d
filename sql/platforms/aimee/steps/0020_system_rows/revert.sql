DELETE FROM public.workflow_templates AS t
USING golive_undo.system_rows AS m
WHERE m.relation = 'workflow_templates' AND m.id = t.id;

DELETE FROM public.ai_assistant_functions AS f
USING golive_undo.system_rows AS m
WHERE m.relation = 'ai_assistant_functions' AND m.id = f.id::text;

DELETE FROM public.layout_templates AS l
USING golive_undo.system_rows AS m
WHERE m.relation = 'layout_templates' AND m.id = l.id::text;

DROP TABLE golive_undo.system_rows;
