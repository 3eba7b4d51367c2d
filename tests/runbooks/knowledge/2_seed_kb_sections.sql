-- What 04_seed_kb_sections.sql does; the handoff names the script and prints none of it.

RAISE NOTICE 'Seeding sections';
INSERT INTO knowledge_base_sections (workspace_id, name, icon, description, display_order)
SELECT w.id, s.name, s.icon, s.description, s.n FROM workspaces w CROSS JOIN (VALUES
 (1,'ICP','🎯',''),(2,'Products','📦',''),(3,'Competitors','⚔️',''),(4,'Personas','👤',''),(5,'Value Props','💎',''),(6,'Use Cases','📋',''),(7,'Objections','🛡️',''),(8,'Resources','📚',''),(9,'General','📝','')) s(n,name,icon,description)
WHERE w.is_active AND NOT EXISTS (SELECT 1 FROM knowledge_base_sections k WHERE k.workspace_id = w.id AND k.name = s.name);
CREATE INDEX IF NOT EXISTS idx_kb_sections_workspace ON knowledge_base_sections(workspace_id);
CREATE INDEX IF NOT EXISTS idx_kb_sections_order ON knowledge_base_sections(workspace_id, display_order);
CREATE INDEX IF NOT EXISTS idx_knowledge_base_workspace ON knowledge_base(workspace_id);
CREATE INDEX IF NOT EXISTS idx_knowledge_base_section ON knowledge_base(section_id);
CREATE OR REPLACE VIEW vw_workspace_sections AS SELECT w.id AS workspace_id, w.name AS workspace_name, s.id AS section_id, s.name, s.icon, s.display_order, (SELECT count(*) FROM knowledge_base k WHERE k.section_id = s.id) entries FROM workspaces w JOIN knowledge_base_sections s ON s.workspace_id = w.id;
RAISE NOTICE 'Done';
