-- Why: A trigger with the right name may stamp nothing. One old row is written into each table that has updated_at, changed as the
--   application would, and must be of now. Within one transaction the clock stands still, so the old row is of 2001.
SET LOCAL ROLE propertyhub_app;

INSERT INTO public.customers (id, company, owner, email, "updatedAt")
VALUES ('smoke-customer', 'Smoke Homes', 'Owner of Smoke Homes', 'office@smoke.test', CURRENT_TIMESTAMP);

INSERT INTO public.users (id, "customerId", name, email, role, "updatedAt")
VALUES ('smoke-member', 'smoke-customer', 'Member of Smoke Homes', 'member@smoke.test', 'team', CURRENT_TIMESTAMP);

INSERT INTO public.team_roles (id, customer_id, name, updated_at) VALUES ('smoke-role', 'smoke-customer', 'Smoker', '2001-01-01');

INSERT INTO public.team_members (id, customer_id, user_id, role_id, first_name, last_name, email, updated_at)
VALUES ('smoke-seat', 'smoke-customer', 'smoke-member', 'smoke-role', 'Member', 'of Smoke Homes', 'member@smoke.test', '2001-01-01');

INSERT INTO public.invoice_approval_workflows (id, customer_id, name, approval_levels, updated_at)
VALUES ('smoke-workflow', 'smoke-customer', 'Smoke', '[{"level": 1}]', '2001-01-01');

INSERT INTO public.notifications (customer_id, user_id, type, title, message, updated_at)
VALUES ('smoke-customer', 'smoke-member', 'smoke', 'Smoke', 'Smoke', '2001-01-01');

INSERT INTO public.email_queue (customer_id, to_email, subject, body_html, updated_at)
VALUES ('smoke-customer', 'member@smoke.test', 'Smoke', '<p>Smoke</p>', '2001-01-01');

INSERT INTO public.notification_templates (customer_id, name, type, updated_at) VALUES ('smoke-customer', 'smoke', 'email', '2001-01-01');

-- The preferences came with the user; another row of a second customer is written old.
INSERT INTO public.customers (id, company, owner, email, "updatedAt")
VALUES ('smoke-customer-2', 'Smoke Lettings', 'Owner of Smoke Lettings', 'office2@smoke.test', CURRENT_TIMESTAMP);

INSERT INTO public.notification_preferences (user_id, customer_id, updated_at) VALUES ('smoke-member', 'smoke-customer-2', '2001-01-01');

UPDATE public.team_roles SET description = 'changed' WHERE id = 'smoke-role';

UPDATE public.team_members SET job_title = 'changed' WHERE id = 'smoke-seat';

UPDATE public.invoice_approval_workflows SET description = 'changed' WHERE id = 'smoke-workflow';

UPDATE public.notifications SET read = true WHERE customer_id = 'smoke-customer';

UPDATE public.email_queue SET priority = 1 WHERE customer_id = 'smoke-customer';

UPDATE public.notification_templates SET subject = 'changed' WHERE customer_id = 'smoke-customer';

UPDATE public.notification_preferences SET push_enabled = true WHERE customer_id = 'smoke-customer-2';

WITH moved(relation, updated_at) AS (
    SELECT 'team_roles', t.updated_at FROM public.team_roles AS t WHERE t.customer_id = 'smoke-customer'
    UNION ALL SELECT 'team_members', t.updated_at FROM public.team_members AS t WHERE t.customer_id = 'smoke-customer'
    UNION ALL SELECT 'invoice_approval_workflows', t.updated_at FROM public.invoice_approval_workflows AS t WHERE t.customer_id = 'smoke-customer'
    UNION ALL SELECT 'notifications', t.updated_at FROM public.notifications AS t WHERE t.customer_id = 'smoke-customer'
    UNION ALL SELECT 'email_queue', t.updated_at FROM public.email_queue AS t WHERE t.customer_id = 'smoke-customer'
    UNION ALL SELECT 'notification_templates', t.updated_at FROM public.notification_templates AS t WHERE t.customer_id = 'smoke-customer'
    UNION ALL SELECT 'notification_preferences', t.updated_at FROM public.notification_preferences AS t WHERE t.customer_id = 'smoke-customer-2'
)
SELECT pg_catalog.format('an update of public.%s moves updated_at', c.relname),
       (SELECT pg_catalog.count(*) = 1 AND pg_catalog.bool_and(m.updated_at = CURRENT_TIMESTAMP::timestamp(3)) FROM moved AS m WHERE m.relation = c.relname)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'updated_at' AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
ORDER BY 1;
