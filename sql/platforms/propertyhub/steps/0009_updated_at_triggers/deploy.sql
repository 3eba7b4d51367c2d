-- Why: Every table with updated_at gets its trigger. The runbook's audit looks for a trigger named update_updated_at, which
--   exists nowhere, so it called the triggers missing for ever. The function that an abandoned script left here finds
--   whatever search_path the session has; ours is pinned.
-- Phase: schema
-- Locks: SHARE ROW EXCLUSIVE on each of the seven tables for an instant
-- Requires: 0001_undo_schema, 0005_team_management, 0006_notification_system
-- Transaction: one

CREATE TABLE golive_undo.updated_at_function AS
SELECT pg_catalog.pg_get_functiondef(p.oid) AS definition
FROM pg_catalog.pg_proc AS p
WHERE p.oid = pg_catalog.to_regprocedure('public.update_updated_at_column()');

SET LOCAL ROLE propertyhub_owner;

CREATE OR REPLACE FUNCTION public.update_updated_at_column() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    NEW.updated_at = CURRENT_TIMESTAMP;
    RETURN NEW;
END
$function$;

CREATE FUNCTION public.update_notification_updated_at() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    NEW.updated_at = CURRENT_TIMESTAMP;
    RETURN NEW;
END
$function$;

CREATE TRIGGER email_queue_updated_at BEFORE UPDATE ON public.email_queue
    FOR EACH ROW EXECUTE FUNCTION public.update_notification_updated_at();

CREATE TRIGGER update_workflows_updated_at BEFORE UPDATE ON public.invoice_approval_workflows
    FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER notification_preferences_updated_at BEFORE UPDATE ON public.notification_preferences
    FOR EACH ROW EXECUTE FUNCTION public.update_notification_updated_at();

CREATE TRIGGER notification_templates_updated_at BEFORE UPDATE ON public.notification_templates
    FOR EACH ROW EXECUTE FUNCTION public.update_notification_updated_at();

CREATE TRIGGER notifications_updated_at BEFORE UPDATE ON public.notifications
    FOR EACH ROW EXECUTE FUNCTION public.update_notification_updated_at();

CREATE TRIGGER update_team_members_updated_at BEFORE UPDATE ON public.team_members
    FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER update_team_roles_updated_at BEFORE UPDATE ON public.team_roles
    FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();
