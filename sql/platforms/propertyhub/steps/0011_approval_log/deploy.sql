-- Why: Each change of an approval leaves a line in approval_history. The runbook counts the table and never asks for the
--   trigger that fills it.
-- Phase: schema
-- Locks: SHARE ROW EXCLUSIVE on invoice_approvals for an instant
-- Requires: 0005_team_management
-- Transaction: one

CREATE FUNCTION public.log_approval_action() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    acting text;
    what text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        what := 'submitted';
    ELSIF NEW.status IS NOT DISTINCT FROM OLD.status THEN
        RETURN NULL;
    ELSIF NEW.status = 'pending' THEN
        what := 'submitted';
    ELSE
        what := NEW.status;
        acting := CASE WHEN NEW.status = 'delegated' THEN NEW.approver_id
                       ELSE coalesce(NEW.delegated_to, NEW.approver_id) END;
    END IF;
    INSERT INTO public.approval_history
        (invoice_id, approval_id, action, actor_id, actor_name, actor_role, level, comments, previous_status, new_status)
    SELECT NEW.invoice_id, NEW.id, what, acting, coalesce(m.first_name || ' ' || m.last_name, 'system'), r.name,
           NEW.level, NEW.comments, CASE WHEN TG_OP = 'UPDATE' THEN OLD.status END, NEW.status
    FROM (SELECT) AS once
    LEFT JOIN public.team_members AS m ON m.id = acting
    LEFT JOIN public.team_roles AS r ON r.id = m.role_id;
    RETURN NULL;
END
$function$;

ALTER FUNCTION public.log_approval_action() OWNER TO propertyhub_owner;

CREATE TRIGGER log_approval_changes AFTER INSERT OR UPDATE ON public.invoice_approvals
    FOR EACH ROW EXECUTE FUNCTION public.log_approval_action();
