-- Why: Every active organisation has its theme and its configuration of the assistant; the application reads both at
--   the start and fails for an organisation without. The runbook names them for one organisation and nobody asks after the
--   others.
-- Phase: seeds
-- Locks: none that blocks
-- Requires: 0001_undo_schema, 0002_tables_of_the_release, 0007_sequences_ahead
-- Transaction: one
-- Loses: SELECT count(*) FROM golive_undo.defaults_of_organisations AS m WHERE (m.relation = 'theme_settings' AND
--   EXISTS (SELECT FROM public.theme_settings AS t WHERE t.id = m.id AND num_nonnulls(t.light_theme, t.dark_theme,
--   t.brand_settings, t.layout_settings) > 0)) OR (m.relation = 'ai_assistant_config' AND EXISTS (SELECT FROM
--   public.ai_assistant_config AS c WHERE c.id = m.id AND num_nonnulls(c.custom_instructions, c.instruction_document_id,
--   c.personality_traits, c.monthly_budget) > 0))

CREATE TABLE golive_undo.defaults_of_organisations (
    relation text NOT NULL,
    id integer NOT NULL,
    PRIMARY KEY (relation, id)
);

WITH made AS (
    INSERT INTO public.ai_assistant_config (organization_id)
    SELECT o.id FROM public.organizations AS o
    WHERE o.is_active AND NOT EXISTS (SELECT FROM public.ai_assistant_config AS c WHERE c.organization_id = o.id)
    ORDER BY o.id
    RETURNING id
)
INSERT INTO golive_undo.defaults_of_organisations (relation, id) SELECT 'ai_assistant_config', m.id FROM made AS m;

WITH made AS (
    INSERT INTO public.theme_settings (organization_id)
    SELECT o.id FROM public.organizations AS o
    WHERE o.is_active AND NOT EXISTS (SELECT FROM public.theme_settings AS t WHERE t.organization_id = o.id)
    ORDER BY o.id
    RETURNING id
)
INSERT INTO golive_undo.defaults_of_organisations (relation, id) SELECT 'theme_settings', m.id FROM made AS m;
