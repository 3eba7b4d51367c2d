-- Why: nine default sections for every active workspace. The script looks by name only, so a workspace that has one of them
--   under another icon or place keeps the odd one, and a workspace with eleven of its own counts as done at twenty. A
--   default section found is brought to its icon and place and keeps its description; sections of a workspace's own stay as they are.
-- Phase: seeds
-- Locks: row locks on the sections of a batch that it brings in order
-- Requires: 0001_record_untouched, 0003_marks, 0006_section_keys
-- Transaction: batches
-- Batch: public.workspaces
-- Loses: SELECT count(*) FROM public.knowledge_base k JOIN golive_undo.kb_sections_wanted w ON w.id = k.section_id WHERE w.found_id IS NULL
CREATE TABLE golive_undo.kb_sections_wanted (
    id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL,
    name text NOT NULL,
    icon text NOT NULL,
    description text NOT NULL,
    display_order integer NOT NULL,
    found_id uuid,
    found_icon text,
    found_description text,
    found_order integer,
    found_default boolean,
    UNIQUE (workspace_id, name)
);

INSERT INTO golive_undo.kb_sections_wanted
    (id, workspace_id, name, icon, description, display_order, found_id, found_icon, found_description, found_order, found_default)
SELECT coalesce(s.id, gen_random_uuid()), w.id, d.name, d.icon, d.description, d.display_order,
       s.id, s.icon, s.description, s.display_order, s.is_default
FROM pg_temp.golive_batch b
JOIN public.workspaces w ON w.id = b.id AND w.is_active
CROSS JOIN (VALUES
    (1, 'ICP', '🎯', 'Ideal customer profiles: whom we sell to'),
    (2, 'Products', '📦', 'Products and services we offer'),
    (3, 'Competitors', '⚔️', 'Who else sells to them, and how we differ'),
    (4, 'Personas', '👤', 'The people who buy and use'),
    (5, 'Value Props', '💎', 'What we promise and can show'),
    (6, 'Use Cases', '📋', 'How customers put it to use'),
    (7, 'Objections', '🛡️', 'What they object, and what we answer'),
    (8, 'Resources', '📚', 'Documents, links and material'),
    (9, 'General', '📝', 'Everything else')
) AS d (display_order, name, icon, description)
LEFT JOIN public.knowledge_base_sections s ON s.workspace_id = w.id AND s.name = d.name
ON CONFLICT (workspace_id, name) DO NOTHING;

UPDATE public.knowledge_base_sections s
SET icon = w.icon, display_order = w.display_order, description = coalesce(s.description, w.description), is_default = true
FROM pg_temp.golive_batch b JOIN golive_undo.kb_sections_wanted w ON w.workspace_id = b.id
WHERE s.id = w.found_id
  AND ((s.icon, s.display_order, s.is_default) IS DISTINCT FROM (w.icon, w.display_order, true) OR s.description IS NULL);

INSERT INTO public.knowledge_base_sections (id, workspace_id, name, description, icon, display_order, is_default)
SELECT w.id, w.workspace_id, w.name, w.description, w.icon, w.display_order, true
FROM pg_temp.golive_batch b JOIN golive_undo.kb_sections_wanted w ON w.workspace_id = b.id
WHERE w.found_id IS NULL
ON CONFLICT (workspace_id, name) DO NOTHING;
