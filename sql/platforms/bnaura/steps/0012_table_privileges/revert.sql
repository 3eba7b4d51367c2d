-- Taken away and given again in the order found: the access lists are then the same to the letter. Taking a privilege on a
-- table away takes it away on its columns.
DO $$
DECLARE
    was record;
BEGIN
    REVOKE ALL ON public.clinic_staff, public.clinics, public.customers, public.sales_commissions, public.task_queue,
        public.users, public.workflow_actions, public.workflow_events, public.workflow_states FROM anon, authenticated;
    FOR was IN
        SELECT DISTINCT p.relation, p.grantee FROM golive_undo.bna_table_privileges AS p ORDER BY 1, 2
    LOOP
        EXECUTE format('REVOKE ALL ON %s FROM %s', was.relation, was.grantee);
    END LOOP;
    FOR was IN
        SELECT p.* FROM golive_undo.bna_table_privileges AS p ORDER BY p.relation, p.number, p.position
    LOOP
        EXECUTE format('GRANT %s%s ON %s TO %s%s', was.privilege_type,
            CASE WHEN was.column_name IS NOT NULL THEN format(' (%I)', was.column_name) ELSE '' END,
            was.relation, was.grantee, CASE WHEN was.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
    END LOOP;
END;
$$;
DROP TABLE golive_undo.bna_table_privileges;
