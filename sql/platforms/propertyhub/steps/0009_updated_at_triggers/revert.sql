DROP TRIGGER update_team_roles_updated_at ON public.team_roles;

DROP TRIGGER update_team_members_updated_at ON public.team_members;

DROP TRIGGER notifications_updated_at ON public.notifications;

DROP TRIGGER notification_templates_updated_at ON public.notification_templates;

DROP TRIGGER notification_preferences_updated_at ON public.notification_preferences;

DROP TRIGGER update_workflows_updated_at ON public.invoice_approval_workflows;

DROP TRIGGER email_queue_updated_at ON public.email_queue;

DROP FUNCTION public.update_notification_updated_at();

DO $revert$
DECLARE
    was record;
BEGIN
    SELECT f.definition INTO was FROM golive_undo.updated_at_function AS f;
    IF FOUND THEN
        EXECUTE was.definition;
    ELSE
        DROP FUNCTION public.update_updated_at_column();
    END IF;
END
$revert$;

DROP TABLE golive_undo.updated_at_function;
