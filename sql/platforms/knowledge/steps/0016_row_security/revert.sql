DROP POLICY knowledge_base_read ON public.knowledge_base;
DROP POLICY knowledge_base_add ON public.knowledge_base;
DROP POLICY knowledge_base_change ON public.knowledge_base;
DROP POLICY knowledge_base_remove ON public.knowledge_base;
DROP POLICY knowledge_base_sections_read ON public.knowledge_base_sections;
DROP POLICY knowledge_base_sections_add ON public.knowledge_base_sections;
DROP POLICY knowledge_base_sections_change ON public.knowledge_base_sections;
DROP POLICY knowledge_base_sections_remove ON public.knowledge_base_sections;
-- Privileges come back in the order found, so that the catalog is the same to the letter.
DO $$
DECLARE
    was record;
BEGIN
    FOR was IN SELECT * FROM golive_undo.kb_policies p ORDER BY p.relation, p.name LOOP
        EXECUTE format('CREATE POLICY %I ON public.%I AS %s FOR %s TO %s', was.name, was.relation, was.permissive, was.cmd, was.roles)
                || coalesce(' USING (' || was.qual || ')', '') || coalesce(' WITH CHECK (' || was.with_check || ')', '');
    END LOOP;
    FOR was IN SELECT * FROM golive_undo.kb_row_security s ORDER BY s.relation LOOP
        EXECUTE format('ALTER TABLE public.%I %s ROW LEVEL SECURITY, %s ROW LEVEL SECURITY', was.relation,
                       CASE WHEN was.enabled THEN 'ENABLE' ELSE 'DISABLE' END,
                       CASE WHEN was.forced THEN 'FORCE' ELSE 'NO FORCE' END);
    END LOOP;
    FOR was IN
        SELECT DISTINCT c.relname AS relation, CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee
        FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) AS a
        WHERE c.oid IN ('public.knowledge_base'::regclass, 'public.knowledge_base_sections'::regclass) AND a.grantee <> c.relowner
        ORDER BY 1, 2
    LOOP
        EXECUTE format('REVOKE ALL ON public.%I FROM %s', was.relation, was.grantee);
    END LOOP;
    FOR was IN SELECT * FROM golive_undo.kb_privileges p ORDER BY p.relation, p.position LOOP
        EXECUTE format('GRANT %s ON public.%I TO %s%s', was.privilege_type, was.relation, was.grantee,
                       CASE WHEN was.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
    END LOOP;
END $$;
DROP TABLE golive_undo.kb_privileges;
DROP TABLE golive_undo.kb_policies;
DROP TABLE golive_undo.kb_row_security;
