-- Why: "No Argument missing": a project with nothing but what its form demands, an upload, an invoice sent for approval and
--   approved, a notification and its e-mail in the queue can be created by the application. And the list of roles shows
--   the five of the system.
SET LOCAL ROLE propertyhub_app;

INSERT INTO public.customers (id, company, owner, email, "planId", "updatedAt")
VALUES ('smoke-customer', 'Smoke Homes', 'Owner of Smoke Homes', 'office@smoke.test', NULL, CURRENT_TIMESTAMP);

INSERT INTO public.plans (id, name, "monthlyPrice", "annualPrice", "userLimit", "storageLimit", storage_limit, features, "updatedAt")
VALUES ('smoke-plan', 'Smoke', 1, 10, 1, 7, 7340032, '[]', CURRENT_TIMESTAMP);

UPDATE public.customers SET "planId" = 'smoke-plan' WHERE id = 'smoke-customer';

INSERT INTO public.users (id, "customerId", name, email, role, "updatedAt")
VALUES ('smoke-member', 'smoke-customer', 'Member of Smoke Homes', 'member@smoke.test', 'team', CURRENT_TIMESTAMP);

INSERT INTO public.team_members (id, customer_id, user_id, role_id, first_name, last_name, email)
VALUES ('smoke-seat', 'smoke-customer', 'smoke-member', 'role-finance-manager', 'Member', 'of Smoke Homes', 'member@smoke.test');

INSERT INTO public.developer_projects (id, "customerId", "developerId", name, "projectType", "updatedAt")
VALUES ('smoke-project', 'smoke-customer', 'smoke-member', 'Smoke House', 'residential', CURRENT_TIMESTAMP);

INSERT INTO public.project_invoices (id, "projectId", "invoiceNumber", description, category, amount, "updatedAt")
VALUES ('smoke-invoice', 'smoke-project', 'SMOKE-1', 'Bricks', 'materials', 100, CURRENT_TIMESTAMP);

INSERT INTO public.invoice_attachments (invoice_id, customer_id, file_path, file_name, file_size, file_type, mime_type, uploaded_by)
VALUES ('smoke-invoice', 'smoke-customer', 'smoke/1', '1.pdf', 1000, 'pdf', 'application/pdf', 'smoke-member');

INSERT INTO public.invoice_approvals (id, invoice_id, level, approver_id) VALUES ('smoke-approval', 'smoke-invoice', 1, 'smoke-seat');

UPDATE public.invoice_approvals SET status = 'approved', decision = 'approved' WHERE id = 'smoke-approval';

UPDATE public.invoice_approvals SET notification_sent = true WHERE id = 'smoke-approval';

INSERT INTO public.notifications (customer_id, user_id, type, title, message)
VALUES ('smoke-customer', 'smoke-member', 'invoice_approved', 'Invoice approved', 'SMOKE-1');

INSERT INTO public.email_queue (customer_id, user_id, to_email, subject, body_html, template_name)
SELECT 'smoke-customer', 'smoke-member', 'member@smoke.test', pg_catalog.replace(t.subject, '{{invoiceNumber}}', 'SMOKE-1'), t.body_html, t.name
FROM public.notification_templates AS t
WHERE t.customer_id IS NULL AND t.name = 'invoice_approved' AND t.type = 'email';

SELECT 'a project is created with what its form demands', p.stage = 'planning' AND p.country = 'Nigeria' AND p."totalBudget" = 0
FROM public.developer_projects AS p WHERE p.id = 'smoke-project'
UNION ALL
SELECT 'an upload counts against the quota of the plan', c.storage_used = 1000 AND c.storage_limit = 7340032
FROM public.customers AS c WHERE c.id = 'smoke-customer'
UNION ALL
SELECT 'an approval leaves two lines of history: submitted, then approved by its approver',
       pg_catalog.count(*) = 2 AND pg_catalog.count(*) FILTER (WHERE h.action = 'submitted' AND h.actor_name = 'system') = 1
       AND pg_catalog.count(*) FILTER (WHERE h.action = 'approved' AND h.actor_id = 'smoke-seat' AND h.actor_role = 'Finance Manager'
                                       AND h.previous_status = 'pending' AND h.new_status = 'approved') = 1
FROM public.approval_history AS h WHERE h.approval_id = 'smoke-approval'
UNION ALL
SELECT 'an e-mail from the template stands in the queue', pg_catalog.count(*) = 1
FROM public.email_queue AS q
WHERE q.customer_id = 'smoke-customer' AND q.status = 'pending' AND q.priority = 5 AND q.subject = 'Invoice SMOKE-1 approved'
UNION ALL
SELECT 'the list of roles shows the five of the system', pg_catalog.count(*) = 5
FROM public.team_roles AS r WHERE r.is_system_role AND r.customer_id IS NULL;
