-- Why: What every organisation uses and no promotion of one brings: a layout, two functions of the assistant, and the
--   template that the ticket workflow names by a text. The runbook takes rows of one organisation only, so these stay
--   behind and nothing says so.
-- Phase: seeds
-- Locks: none that blocks
-- Requires: 0001_undo_schema, 0007_sequences_ahead
-- Transaction: one

CREATE TABLE golive_undo.system_rows (
    relation text NOT NULL,
    id text NOT NULL,
    PRIMARY KEY (relation, id)
);

WITH made AS (
    INSERT INTO public.layout_templates (organization_id, name, description, layout, is_system)
    SELECT NULL, 'document', 'Title, outline, content', '{"areas": ["title", "outline", "content"]}', true
    WHERE NOT EXISTS (SELECT FROM public.layout_templates AS l WHERE l.organization_id IS NULL AND l.name = 'document')
    RETURNING id
)
INSERT INTO golive_undo.system_rows (relation, id) SELECT 'layout_templates', m.id::text FROM made AS m;

WITH made AS (
    INSERT INTO public.ai_assistant_functions
        (organization_id, function_name, display_name, category, function_schema, is_system_function, requires_approval, minimum_role)
    SELECT NULL, f.name, f.title, f.category, f.schema::jsonb, true, f.approval, f.role
    FROM (VALUES
        ('create_work_item', 'Create a work item', 'work', true, 'team_member',
         '{"name": "create_work_item", "parameters": {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}, "dueDate": {"type": "string"}}}}'),
        ('list_work_items', 'List work items', 'work', false, 'team_member',
         '{"name": "list_work_items", "parameters": {"type": "object", "properties": {"status": {"type": "string"}}}}')
    ) AS f(name, title, category, approval, role, schema)
    WHERE NOT EXISTS (
        SELECT FROM public.ai_assistant_functions AS x WHERE x.organization_id IS NULL AND x.function_name = f.name)
    ORDER BY f.name
    RETURNING id
)
INSERT INTO golive_undo.system_rows (relation, id) SELECT 'ai_assistant_functions', m.id::text FROM made AS m;

-- Templates cannot be without organisation: those of the system are the vendor's.
WITH made AS (
    INSERT INTO public.workflow_templates (id, organization_id, name, category, steps, is_system_template)
    SELECT 'splynx-support-ticket', 1, 'Splynx support ticket', 'support',
           '[{"id": "triage", "title": "Triage"}, {"id": "answer", "title": "Answer"}, {"id": "close", "title": "Close"}]', true
    WHERE NOT EXISTS (SELECT FROM public.workflow_templates AS t WHERE t.id = 'splynx-support-ticket')
    RETURNING id
)
INSERT INTO golive_undo.system_rows (relation, id) SELECT 'workflow_templates', m.id FROM made AS m;
