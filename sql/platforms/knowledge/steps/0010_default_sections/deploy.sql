-- Why: nine default sections for every active workspace. The script looks by name only, so a workspace that has one of them
--   under another icon or place keeps the odd one, and a workspace with eleven of its own counts as done at twenty. A
--   default section found is brought to its icon and place and keeps its description; sections of a workspace's own stay as they are.
-- Phase: seeds
-- Locks: row locks on the sections it brings in order
-- Requires: 0001_record_untouched, 0003_marks, 0006_section_keys
-- Transaction: one
-- Loses: SELECT count(*) FROM public.knowledge_base k JOIN golive_undo.kb_sections_wanted w ON w.id = k.section_id WHERE w.found_id IS NULL
CREATE TABLE golive_undo.kb_sections_wanted AS
SELECT coalesce(s.id, gen_random_uuid()) AS id, w.id AS workspace_id, d.name, d.icon, d.description, d.display_order,
       s.id AS found_id, s.icon AS found_icon, s.description AS found_description, s.display_order AS found_order,
       s.is_default AS found_default
FROM public.workspaces w
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
WHERE w.is_active;

UPDATE public.knowledge_base_sections s
SET icon = w.icon, display_order = w.display_order, description = coalesce(s.description, w.description), is_default = true
FROM golive_undo.kb_sections_wanted w WHERE w.found_id = s.id;

INSERT INTO public.knowledge_base_sections (id, workspace_id, name, description, icon, display_order, is_default)
SELECT w.id, w.workspace_id, w.name, w.description, w.icon, w.display_order, true
FROM golive_undo.kb_sections_wanted w WHERE w.found_id IS NULL;
