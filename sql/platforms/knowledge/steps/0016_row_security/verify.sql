WITH wanted (relation, name, command, tenants_in_using, tenants_in_check) AS (VALUES
    ('knowledge_base', 'knowledge_base_read', 'SELECT', true, false),
    ('knowledge_base', 'knowledge_base_add', 'INSERT', false, true),
    ('knowledge_base', 'knowledge_base_change', 'UPDATE', true, true),
    ('knowledge_base', 'knowledge_base_remove', 'DELETE', true, false),
    ('knowledge_base_sections', 'knowledge_base_sections_read', 'SELECT', true, false),
    ('knowledge_base_sections', 'knowledge_base_sections_add', 'INSERT', false, true),
    ('knowledge_base_sections', 'knowledge_base_sections_change', 'UPDATE', true, true),
    ('knowledge_base_sections', 'knowledge_base_sections_remove', 'DELETE', true, false)
)
SELECT 'policy ' || w.name || ' binds ' || w.command || ' on public.' || w.relation || ' to active membership'
FROM wanted w
WHERE NOT EXISTS (
    SELECT FROM pg_policies p
    WHERE p.schemaname = 'public' AND p.tablename = w.relation AND p.policyname = w.name AND p.cmd = w.command
      AND p.permissive = 'PERMISSIVE' AND p.roles = ARRAY['authenticated']::name[]
      AND (p.qual IS NOT NULL) = w.tenants_in_using AND (p.with_check IS NOT NULL) = w.tenants_in_check
      AND coalesce(p.qual, p.with_check) LIKE '%workspace_id IN ( SELECT m.workspace_id%public.workspace_members m%m.user_id = ( SELECT auth.uid()%m.status = ''active''%'
      AND coalesce(p.with_check, p.qual) LIKE '%workspace_id IN ( SELECT m.workspace_id%public.workspace_members m%m.user_id = ( SELECT auth.uid()%m.status = ''active''%')
UNION ALL
SELECT 'no policy beside the eight: ' || quote_ident(p.policyname) || ' on public.' || p.tablename
FROM pg_policies p
WHERE p.schemaname = 'public' AND p.tablename IN ('knowledge_base', 'knowledge_base_sections')
  AND p.policyname NOT IN (SELECT w.name FROM wanted w)
UNION ALL
SELECT 'row security on public.' || t.name || ' is on and binds its owner too'
FROM (VALUES ('knowledge_base'), ('knowledge_base_sections')) AS t (name)
WHERE NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = to_regclass('public.' || t.name)
                  AND c.relrowsecurity AND c.relforcerowsecurity)
UNION ALL
SELECT 'public.' || t.name || ' is open to authenticated for rows alone, and to nobody else but service_role'
FROM (VALUES ('knowledge_base'), ('knowledge_base_sections')) AS t (name)
WHERE (SELECT string_agg(a.privilege_type, ' ' ORDER BY a.privilege_type)
       FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) AS a
       WHERE c.oid = to_regclass('public.' || t.name) AND a.grantee = to_regrole('authenticated'))
      IS DISTINCT FROM 'DELETE INSERT SELECT UPDATE'
   OR EXISTS (SELECT FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) AS a
              WHERE c.oid = to_regclass('public.' || t.name)
                AND a.grantee NOT IN (c.relowner, to_regrole('authenticated'), to_regrole('service_role')))
UNION ALL
SELECT 'golive_undo.' || t.name || ' is there'
FROM (VALUES ('kb_row_security'), ('kb_policies'), ('kb_privileges')) AS t (name)
WHERE to_regclass('golive_undo.' || t.name) IS NULL
ORDER BY 1
