-- Why: members see the nine default sections in their order and their own behind them, keep sections of their own, and change
--   neither the default ones nor another workspace's.
CREATE TEMP TABLE seen (claim text NOT NULL, holds boolean);
GRANT SELECT, INSERT ON pg_temp.seen TO authenticated;

INSERT INTO public.workspaces (id, name, slug, owner_id, is_active) VALUES
    ('a0000000-0000-4000-8000-000000000001', 'Smoke one', 'smoke-one', 'b0000000-0000-4000-8000-000000000001', true),
    ('a0000000-0000-4000-8000-000000000002', 'Smoke two', 'smoke-two', 'b0000000-0000-4000-8000-000000000004', true);
INSERT INTO public.workspace_members (workspace_id, user_id, role, status)
SELECT 'a0000000-0000-4000-8000-000000000001'::uuid, 'b0000000-0000-4000-8000-000000000001'::uuid, 'member', 'active'
UNION ALL
-- and of a workspace that went through the migration
(SELECT w.id, 'b0000000-0000-4000-8000-000000000001'::uuid, 'member', 'active' FROM public.workspaces w
 WHERE w.is_active AND w.slug NOT LIKE 'smoke-%' ORDER BY w.created_at, w.id LIMIT 1);
INSERT INTO public.knowledge_base_sections (id, workspace_id, name, display_order, is_default) VALUES
    ('c0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'General', 9, true),
    ('c0000000-0000-4000-8000-000000000002', 'a0000000-0000-4000-8000-000000000002', 'Theirs', 1, false);

SELECT set_config('request.jwt.claims', '{"sub": "b0000000-0000-4000-8000-000000000001", "role": "authenticated"}', true);
SET LOCAL ROLE authenticated;
INSERT INTO pg_temp.seen
SELECT 'the oldest workspace shows its nine default sections first, in their order',
       array_agg(v.section_name ORDER BY v.place) FILTER (WHERE v.place <= 9)
       = ARRAY['ICP', 'Products', 'Competitors', 'Personas', 'Value Props', 'Use Cases', 'Objections', 'Resources', 'General']
FROM public.vw_workspace_sections v
WHERE v.workspace_id <> 'a0000000-0000-4000-8000-000000000001';
INSERT INTO pg_temp.seen
SELECT 'the view shows the workspaces of the member alone', count(DISTINCT v.workspace_id) = 2 AND bool_and(v.section_name <> 'Theirs')
FROM public.vw_workspace_sections v;
INSERT INTO public.knowledge_base_sections (id, workspace_id, name)
VALUES ('c0000000-0000-4000-8000-000000000003', 'a0000000-0000-4000-8000-000000000001', 'Playbook');
UPDATE public.knowledge_base_sections SET name = 'Playbooks' WHERE id = 'c0000000-0000-4000-8000-000000000003';
UPDATE public.knowledge_base_sections SET name = 'Taken'
WHERE id IN ('c0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000002');
DELETE FROM public.knowledge_base_sections
WHERE id IN ('c0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000002');
INSERT INTO pg_temp.seen
SELECT 'a member keeps a section of the workspace''s own, shown behind the default ones',
       array_agg(v.section_name ORDER BY v.place) = ARRAY['General', 'Playbooks']
FROM public.vw_workspace_sections v
WHERE v.workspace_id = 'a0000000-0000-4000-8000-000000000001';
DO $$
BEGIN
    INSERT INTO public.knowledge_base_sections (workspace_id, name, is_default)
    VALUES ('a0000000-0000-4000-8000-000000000001', 'ICP', true);
    INSERT INTO pg_temp.seen VALUES ('a member makes no default section', false);
EXCEPTION WHEN insufficient_privilege THEN
    INSERT INTO pg_temp.seen VALUES ('a member makes no default section', true);
END $$;
DO $$
BEGIN
    INSERT INTO public.knowledge_base_sections (workspace_id, name) VALUES ('a0000000-0000-4000-8000-000000000001', 'General');
    INSERT INTO pg_temp.seen VALUES ('a workspace has one section of a name', false);
EXCEPTION WHEN unique_violation THEN
    INSERT INTO pg_temp.seen VALUES ('a workspace has one section of a name', true);
END $$;
DO $$
BEGIN
    INSERT INTO public.knowledge_base_sections (workspace_id, name) VALUES ('a0000000-0000-4000-8000-000000000002', 'Intruder');
    INSERT INTO pg_temp.seen VALUES ('a member makes no section in another workspace', false);
EXCEPTION WHEN insufficient_privilege THEN
    INSERT INTO pg_temp.seen VALUES ('a member makes no section in another workspace', true);
END $$;
RESET ROLE;
INSERT INTO pg_temp.seen
SELECT 'default sections and another workspace''s are as they were', count(*) = 2 FROM public.knowledge_base_sections s
WHERE (s.id, s.name) IN (('c0000000-0000-4000-8000-000000000001', 'General'), ('c0000000-0000-4000-8000-000000000002', 'Theirs'));

SELECT s.claim, s.holds FROM pg_temp.seen s ORDER BY s.claim;
