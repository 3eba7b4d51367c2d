DELETE FROM public.theme_settings AS t
USING golive_undo.defaults_of_organisations AS m
WHERE m.relation = 'theme_settings' AND m.id = t.id;

DELETE FROM public.ai_assistant_config AS c
USING golive_undo.defaults_of_organisations AS m
WHERE m.relation = 'ai_assistant_config' AND m.id = c.id;

DROP TABLE golive_undo.defaults_of_organisations;
