-- Why: A system role or a system template has no customer, and the unique keys on (customer_id, …) do not hold there: the next
--   insert that runs twice would double it again. Two indexes over the rows without customer close this.
-- Phase: validation
-- Locks: SHARE UPDATE EXCLUSIVE on notification_templates, then team_roles: readers and writers go on
-- Requires: 0023_duplicate_system_roles, 0030_system_roles, 0031_notification_templates
-- Transaction: none

CREATE UNIQUE INDEX CONCURRENTLY notification_templates_system_name_type_key
    ON public.notification_templates (name, type) WHERE customer_id IS NULL;

CREATE UNIQUE INDEX CONCURRENTLY team_roles_system_name_key ON public.team_roles (name) WHERE customer_id IS NULL;
