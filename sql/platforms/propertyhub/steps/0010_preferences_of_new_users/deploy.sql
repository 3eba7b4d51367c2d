-- Why: A new user gets preferences, also one without a customer. The runbook looks for a trigger by the name of its function;
--   the trigger is create_user_notification_preferences, and both are checked here.
-- Phase: schema
-- Locks: SHARE ROW EXCLUSIVE on users for an instant
-- Requires: 0007_preferences_without_customer
-- Transaction: one

CREATE FUNCTION public.create_default_notification_preferences() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    INSERT INTO public.notification_preferences (user_id, customer_id) VALUES (NEW.id, NEW."customerId");
    RETURN NULL;
END
$function$;

ALTER FUNCTION public.create_default_notification_preferences() OWNER TO propertyhub_owner;

CREATE TRIGGER create_user_notification_preferences AFTER INSERT ON public.users
    FOR EACH ROW EXECUTE FUNCTION public.create_default_notification_preferences();
