-- Why: the runbook says isolation is enforced, and its scripts hold no policy; row security was switched on half an hour before the
--   first policy came. Here policies, row security, FORCE and the privileges change in one transaction. Policies of
--   earlier attempts go: they are OR-ed, opened rows without workspace to every tenant, and read connected accounts as
--   memberships. Members read their workspace and what is shared; viewers do not write; nobody writes shared entries or
--   the default sections but the service.
-- Phase: validation
-- Locks: ACCESS EXCLUSIVE on public.knowledge_base and public.knowledge_base_sections, for the catalog change only
-- Requires: 0001_record_untouched, 0014_tenancy_validated
-- Transaction: one
CREATE TABLE golive_undo.kb_row_security AS
SELECT c.relname::text AS relation, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced
FROM pg_class c
WHERE c.oid IN ('public.knowledge_base'::regclass, 'public.knowledge_base_sections'::regclass);

CREATE TABLE golive_undo.kb_policies AS
SELECT p.tablename::text AS relation, p.policyname::text AS name, p.permissive, p.cmd,
       (SELECT string_agg(CASE WHEN r = 'public' THEN 'PUBLIC' ELSE quote_ident(r) END, ', ') FROM unnest(p.roles) AS r) AS roles,
       p.qual, p.with_check
FROM pg_policies p
WHERE p.schemaname = 'public' AND p.tablename IN ('knowledge_base', 'knowledge_base_sections');

CREATE TABLE golive_undo.kb_privileges AS
SELECT c.relname::text AS relation, a.position, a.privilege_type, a.is_grantable,
       CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee
FROM pg_class c
CROSS JOIN LATERAL aclexplode(c.relacl) WITH ORDINALITY AS a (grantor, grantee, privilege_type, is_grantable, position)
WHERE c.oid IN ('public.knowledge_base'::regclass, 'public.knowledge_base_sections'::regclass) AND a.grantee <> c.relowner;

DO $$
DECLARE
    old record;
BEGIN
    FOR old IN SELECT p.relation, p.name FROM golive_undo.kb_policies p ORDER BY 1, 2 LOOP
        EXECUTE format('DROP POLICY %I ON public.%I', old.name, old.relation);
    END LOOP;
END $$;

CREATE POLICY knowledge_base_read ON public.knowledge_base FOR SELECT TO authenticated
    USING ((is_shared AND (SELECT auth.uid()) IS NOT NULL)
           OR workspace_id IN (SELECT m.workspace_id FROM public.workspace_members m
                               WHERE m.user_id = (SELECT auth.uid()) AND m.status = 'active'));

CREATE POLICY knowledge_base_add ON public.knowledge_base FOR INSERT TO authenticated
    WITH CHECK (NOT is_shared
                AND workspace_id IN (SELECT m.workspace_id FROM public.workspace_members m
                                     WHERE m.user_id = (SELECT auth.uid()) AND m.status = 'active'
                                       AND m.role IN ('owner', 'admin', 'member')));

CREATE POLICY knowledge_base_change ON public.knowledge_base FOR UPDATE TO authenticated
    USING (NOT is_shared
           AND workspace_id IN (SELECT m.workspace_id FROM public.workspace_members m
                                WHERE m.user_id = (SELECT auth.uid()) AND m.status = 'active'
                                  AND m.role IN ('owner', 'admin', 'member')))
    WITH CHECK (NOT is_shared
                AND workspace_id IN (SELECT m.workspace_id FROM public.workspace_members m
                                     WHERE m.user_id = (SELECT auth.uid()) AND m.status = 'active'
                                       AND m.role IN ('owner', 'admin', 'member')));

CREATE POLICY knowledge_base_remove ON public.knowledge_base FOR DELETE TO authenticated
    USING (NOT is_shared
           AND workspace_id IN (SELECT m.workspace_id FROM public.workspace_members m
                                WHERE m.user_id = (SELECT auth.uid()) AND m.status = 'active'
                                  AND m.role IN ('owner', 'admin', 'member')));

CREATE POLICY knowledge_base_sections_read ON public.knowledge_base_sections FOR SELECT TO authenticated
    USING (workspace_id IN (SELECT m.workspace_id FROM public.workspace_members m
                            WHERE m.user_id = (SELECT auth.uid()) AND m.status = 'active'));

CREATE POLICY knowledge_base_sections_add ON public.knowledge_base_sections FOR INSERT TO authenticated
    WITH CHECK (NOT is_default
                AND workspace_id IN (SELECT m.workspace_id FROM public.workspace_members m
                                     WHERE m.user_id = (SELECT auth.uid()) AND m.status = 'active'
                                       AND m.role IN ('owner', 'admin', 'member')));

CREATE POLICY knowledge_base_sections_change ON public.knowledge_base_sections FOR UPDATE TO authenticated
    USING (NOT is_default
           AND workspace_id IN (SELECT m.workspace_id FROM public.workspace_members m
                                WHERE m.user_id = (SELECT auth.uid()) AND m.status = 'active'
                                  AND m.role IN ('owner', 'admin', 'member')))
    WITH CHECK (NOT is_default
                AND workspace_id IN (SELECT m.workspace_id FROM public.workspace_members m
                                     WHERE m.user_id = (SELECT auth.uid()) AND m.status = 'active'
                                       AND m.role IN ('owner', 'admin', 'member')));

CREATE POLICY knowledge_base_sections_remove ON public.knowledge_base_sections FOR DELETE TO authenticated
    USING (NOT is_default
           AND workspace_id IN (SELECT m.workspace_id FROM public.workspace_members m
                                WHERE m.user_id = (SELECT auth.uid()) AND m.status = 'active'
                                  AND m.role IN ('owner', 'admin', 'member')));

ALTER TABLE public.knowledge_base ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE public.knowledge_base_sections ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

REVOKE ALL ON public.knowledge_base, public.knowledge_base_sections FROM anon, authenticated, PUBLIC;

GRANT SELECT, INSERT, UPDATE, DELETE ON public.knowledge_base, public.knowledge_base_sections TO authenticated;
