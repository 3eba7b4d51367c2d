-- Why: The trigger on users by what it does: as the application, a user of a customer and an internal administrator without
--   one are created, and each has one row of preferences with the right customer.
SET LOCAL ROLE propertyhub_app;

INSERT INTO public.customers (id, company, owner, email, "updatedAt")
VALUES ('smoke-customer', 'Smoke Homes', 'Owner of Smoke Homes', 'office@smoke.test', CURRENT_TIMESTAMP);

INSERT INTO public.users (id, "customerId", name, email, role, "updatedAt")
VALUES ('smoke-member', 'smoke-customer', 'Member of Smoke Homes', 'member@smoke.test', 'team', CURRENT_TIMESTAMP),
       ('smoke-administrator', NULL, 'Administrator', 'administrator@smoke.test', 'admin', CURRENT_TIMESTAMP);

SELECT 'a new user of a customer has one row of preferences, with that customer',
       (SELECT pg_catalog.count(*) FILTER (WHERE n.customer_id = 'smoke-customer' AND n.email_enabled AND NOT n.push_enabled) = 1
               AND pg_catalog.count(*) = 1
        FROM public.notification_preferences AS n WHERE n.user_id = 'smoke-member')
UNION ALL
SELECT 'a new user without customer has one row of preferences, without customer',
       (SELECT pg_catalog.count(*) FILTER (WHERE n.customer_id IS NULL AND n.email_enabled AND NOT n.push_enabled) = 1
               AND pg_catalog.count(*) = 1
        FROM public.notification_preferences AS n WHERE n.user_id = 'smoke-administrator');
