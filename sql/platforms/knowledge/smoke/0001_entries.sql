-- Why: members create, edit and delete entries of their own workspace; viewers, former members, members of other workspaces and
--   people who are not signed in do not; shared entries are read by all and written by none; no entry changes its workspace.
CREATE TEMP TABLE seen (claim text NOT NULL, holds boolean);
GRANT SELECT, INSERT ON pg_temp.seen TO authenticated, anon, service_role;

INSERT INTO public.workspaces (id, name, slug, owner_id, is_active) VALUES
    ('a0000000-0000-4000-8000-000000000001', 'Smoke one', 'smoke-one', 'b0000000-0000-4000-8000-000000000001', true),
    ('a0000000-0000-4000-8000-000000000002', 'Smoke two', 'smoke-two', 'b0000000-0000-4000-8000-000000000004', true);
INSERT INTO public.workspace_members (workspace_id, user_id, role, status) VALUES
    ('a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000001', 'member', 'active'),
    ('a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000002', 'viewer', 'active'),
    ('a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000003', 'admin', 'removed'),
    ('a0000000-0000-4000-8000-000000000002', 'b0000000-0000-4000-8000-000000000004', 'admin', 'active'),
    ('a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000005', 'member', 'active'),
    ('a0000000-0000-4000-8000-000000000002', 'b0000000-0000-4000-8000-000000000005', 'member', 'active');
INSERT INTO public.knowledge_base_sections (id, workspace_id, name, icon, display_order, is_default) VALUES
    ('c0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'General', '📝', 9, true),
    ('c0000000-0000-4000-8000-000000000002', 'a0000000-0000-4000-8000-000000000002', 'General', '📝', 9, true);
INSERT INTO public.knowledge_base (id, workspace_id, section_id, category, title, content, is_shared) VALUES
    ('d0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000001', 'general', 'One', 'of the first', false),
    ('d0000000-0000-4000-8000-000000000002', 'a0000000-0000-4000-8000-000000000002', 'c0000000-0000-4000-8000-000000000002', 'general', 'Two', 'of the second', false),
    ('d0000000-0000-4000-8000-000000000003', NULL, NULL, 'general', 'All', 'of everybody', true);

-- A member of the first workspace.
SELECT set_config('request.jwt.claims', '{"sub": "b0000000-0000-4000-8000-000000000001", "role": "authenticated"}', true);
SET LOCAL ROLE authenticated;
INSERT INTO public.knowledge_base (id, workspace_id, section_id, category, title, content, created_by) VALUES
    ('d0000000-0000-4000-8000-000000000004', 'a0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000001',
     'general', 'New', 'by a member', auth.uid());
UPDATE public.knowledge_base SET title = 'One, edited' WHERE id = 'd0000000-0000-4000-8000-000000000001';
INSERT INTO pg_temp.seen
SELECT 'a member creates an entry in the own workspace', EXISTS (SELECT FROM public.knowledge_base k WHERE k.id = 'd0000000-0000-4000-8000-000000000004')
UNION ALL
SELECT 'a member edits an entry of the own workspace', EXISTS (SELECT FROM public.knowledge_base k WHERE k.title = 'One, edited')
UNION ALL
SELECT 'a member reads the own workspace and what is shared, nothing else',
       bool_and(k.is_shared OR k.workspace_id = 'a0000000-0000-4000-8000-000000000001')
       AND count(*) FILTER (WHERE k.id = 'd0000000-0000-4000-8000-000000000003') = 1
FROM public.knowledge_base k;
DELETE FROM public.knowledge_base WHERE id = 'd0000000-0000-4000-8000-000000000004';
INSERT INTO pg_temp.seen
SELECT 'a member deletes an entry of the own workspace', NOT EXISTS (SELECT FROM public.knowledge_base k WHERE k.id = 'd0000000-0000-4000-8000-000000000004');
UPDATE public.knowledge_base SET title = 'taken' WHERE id IN ('d0000000-0000-4000-8000-000000000002', 'd0000000-0000-4000-8000-000000000003');
DELETE FROM public.knowledge_base WHERE id IN ('d0000000-0000-4000-8000-000000000002', 'd0000000-0000-4000-8000-000000000003');
DO $$
BEGIN
    INSERT INTO public.knowledge_base (workspace_id, category, title, content)
    VALUES ('a0000000-0000-4000-8000-000000000002', 'general', 'Intruder', 'into the second');
    INSERT INTO pg_temp.seen VALUES ('a member creates nothing in another workspace', false);
EXCEPTION WHEN insufficient_privilege THEN
    INSERT INTO pg_temp.seen VALUES ('a member creates nothing in another workspace', true);
END $$;
DO $$
BEGIN
    INSERT INTO public.knowledge_base (category, title, content, is_shared) VALUES ('general', '[GLOBAL] Mine', 'to everybody', true);
    INSERT INTO pg_temp.seen VALUES ('a member shares nothing with everybody', false);
EXCEPTION WHEN insufficient_privilege THEN
    INSERT INTO pg_temp.seen VALUES ('a member shares nothing with everybody', true);
END $$;
DO $$
BEGIN
    INSERT INTO public.knowledge_base (workspace_id, section_id, category, title, content)
    VALUES ('a0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000002', 'general', 'Astray', 'in a foreign section');
    INSERT INTO pg_temp.seen VALUES ('an entry takes no section of another workspace', false);
EXCEPTION WHEN foreign_key_violation THEN
    INSERT INTO pg_temp.seen VALUES ('an entry takes no section of another workspace', true);
END $$;

-- A member of both workspaces.
SELECT set_config('request.jwt.claims', '{"sub": "b0000000-0000-4000-8000-000000000005", "role": "authenticated"}', true);
DO $$
BEGIN
    UPDATE public.knowledge_base SET workspace_id = 'a0000000-0000-4000-8000-000000000002', section_id = NULL
    WHERE id = 'd0000000-0000-4000-8000-000000000001';
    INSERT INTO pg_temp.seen VALUES ('not even a member of both carries an entry from one workspace to the other', false);
EXCEPTION WHEN insufficient_privilege THEN
    INSERT INTO pg_temp.seen VALUES ('not even a member of both carries an entry from one workspace to the other', true);
END $$;
INSERT INTO pg_temp.seen
SELECT 'a member of both workspaces reads both', count(*) = 3 FROM public.knowledge_base k
WHERE k.id::text LIKE 'd0000000-0000-4000-8000-00000000000_';

-- A viewer reads and does not write.
SELECT set_config('request.jwt.claims', '{"sub": "b0000000-0000-4000-8000-000000000002", "role": "authenticated"}', true);
UPDATE public.knowledge_base SET title = 'viewed' WHERE id = 'd0000000-0000-4000-8000-000000000001';
INSERT INTO pg_temp.seen
SELECT 'a viewer reads the own workspace and edits nothing',
       count(*) = 1 AND bool_and(k.title = 'One, edited') FROM public.knowledge_base k
WHERE k.workspace_id = 'a0000000-0000-4000-8000-000000000001';

-- A former member has only what is shared.
SELECT set_config('request.jwt.claims', '{"sub": "b0000000-0000-4000-8000-000000000003", "role": "authenticated"}', true);
INSERT INTO pg_temp.seen
SELECT 'a former member reads what is shared and no workspace', count(*) > 0 AND bool_and(k.is_shared) FROM public.knowledge_base k;

-- The second workspace was not touched by any of it.
SELECT set_config('request.jwt.claims', '{"sub": "b0000000-0000-4000-8000-000000000004", "role": "authenticated"}', true);
INSERT INTO pg_temp.seen
SELECT 'the other workspace and what is shared are as they were',
       count(*) = 2 AND bool_and(k.title IN ('Two', 'All')) FROM public.knowledge_base k
WHERE k.id IN ('d0000000-0000-4000-8000-000000000002', 'd0000000-0000-4000-8000-000000000003');

-- A session without an identity.
SELECT set_config('request.jwt.claims', '', true);
INSERT INTO pg_temp.seen
SELECT 'a session without an identity reads nothing', count(*) = 0 FROM public.knowledge_base;
RESET ROLE;
SET LOCAL ROLE anon;
DO $$
BEGIN
    PERFORM FROM public.knowledge_base;
    INSERT INTO pg_temp.seen VALUES ('people who are not signed in may not even ask', false);
EXCEPTION WHEN insufficient_privilege THEN
    INSERT INTO pg_temp.seen VALUES ('people who are not signed in may not even ask', true);
END $$;
RESET ROLE;

DO $$
BEGIN
    INSERT INTO public.knowledge_base (category, title, content) VALUES ('general', 'Nowhere', 'in no workspace');
    INSERT INTO pg_temp.seen VALUES ('an entry without a workspace that is not marked as shared is refused to everybody', false);
EXCEPTION WHEN check_violation THEN
    INSERT INTO pg_temp.seen VALUES ('an entry without a workspace that is not marked as shared is refused to everybody', true);
END $$;
DELETE FROM public.workspaces WHERE id = 'a0000000-0000-4000-8000-000000000002';
INSERT INTO pg_temp.seen
SELECT 'a workspace that is deleted takes its sections and entries along',
       NOT EXISTS (SELECT FROM public.knowledge_base k WHERE k.workspace_id = 'a0000000-0000-4000-8000-000000000002')
       AND NOT EXISTS (SELECT FROM public.knowledge_base_sections s WHERE s.workspace_id = 'a0000000-0000-4000-8000-000000000002')
       AND EXISTS (SELECT FROM public.knowledge_base k WHERE k.workspace_id = 'a0000000-0000-4000-8000-000000000001');

SELECT s.claim, s.holds FROM pg_temp.seen s ORDER BY s.claim;
