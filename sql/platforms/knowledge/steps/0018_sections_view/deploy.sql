-- Why: the script's vw_workspace_sections reads with its owner's rights and shows every workspace to everybody. It reads with the
--   rights of its reader here, and puts the nine default sections first, then a workspace's own.
-- Phase: validation
-- Locks: none that blocks
-- Requires: 0010_default_sections, 0016_row_security
-- Transaction: one
CREATE VIEW public.vw_workspace_sections WITH (security_invoker = true) AS
SELECT s.workspace_id, w.name AS workspace_name, s.id AS section_id, s.name AS section_name, s.description, s.icon, s.is_default,
       row_number() OVER (PARTITION BY s.workspace_id ORDER BY s.is_default DESC, s.display_order, s.name) AS place,
       (SELECT count(*) FROM public.knowledge_base k WHERE k.workspace_id = s.workspace_id AND k.section_id = s.id) AS entries
FROM public.knowledge_base_sections s
JOIN public.workspaces w ON w.id = s.workspace_id
WHERE s.is_active;

ALTER VIEW public.vw_workspace_sections OWNER TO sam_owner;

GRANT SELECT ON public.vw_workspace_sections TO authenticated, service_role;
