-- Data of four customers of different size. All people are functions, all addresses end in .test,
-- all password hashes are invented.
INSERT INTO public.plans
    (id, name, description, "monthlyPrice", "annualPrice", "propertyLimit", "projectLimit", "unitLimit",
     "userLimit", "storageLimit", features, "isPopular", "trialDurationDays", "createdAt", "updatedAt")
VALUES
    ('plan-starter', 'Starter', 'For a first house', 15000, 150000, 5, 1, 20, 3, 1000,
     '["properties"]', false, 14, '2024-01-11 08:00', '2024-01-11 08:00'),
    ('plan-growth', 'Growth', 'For a growing portfolio', 45000, 450000, 25, 5, 200, 10, 10000,
     '["properties", "projects"]', true, 14, '2024-01-11 08:00', '2024-01-11 08:00'),
    ('plan-enterprise', 'Enterprise', 'For developers', 150000, 1500000, NULL, NULL, NULL, 100, 100000,
     '["properties", "projects", "approvals"]', false, NULL, '2024-01-11 08:00', '2024-01-11 08:00');

INSERT INTO public.customers
    (id, company, owner, email, "planId", "planCategory", "billingCycle", mrr, status, "subscriptionStartDate",
     "trialEndsAt", "userLimit", "storageLimit", city, "projectsCount", "createdAt", "updatedAt")
VALUES
    ('cus-alder', 'Alder Estates', 'Owner of Alder Estates', 'office@alder.test', 'plan-enterprise',
     'development', 'annual', 125000, 'active', '2024-02-01', NULL, 100, 100000, 'Lagos', 12,
     '2024-01-15 09:00', '2024-10-01 09:00'),
    ('cus-birch', 'Birch Homes', 'Owner of Birch Homes', 'office@birch.test', 'plan-growth',
     'property_management', 'monthly', 45000, 'active', '2024-04-01', NULL, 10, 10000, 'Abuja', 3,
     '2024-03-20 09:00', '2024-09-01 09:00'),
    ('cus-cedar', 'Cedar Lettings', 'Owner of Cedar Lettings', 'office@cedar.test', 'plan-starter',
     'property_management', 'monthly', 15000, 'active', '2024-06-01', NULL, 3, 1000, 'Ibadan', 1,
     '2024-05-20 09:00', '2024-08-01 09:00'),
    ('cus-dune', 'Dune Developments', 'Owner of Dune Developments', 'office@dune.test', NULL,
     NULL, 'monthly', 0, 'trial', NULL, '2025-02-15', 3, 1000, 'Kano', 0,
     '2025-02-01 09:00', '2025-02-01 09:00');

-- Internal administrators belong to no customer.
INSERT INTO public.users
    (id, "customerId", name, email, password, role, department, status, "createdAt", "updatedAt")
SELECT person.id, person.customer, person.name, person.email,
       '$2b$12$' || pg_catalog.left(pg_catalog.md5('salt of ' || person.id) || pg_catalog.md5('hash of ' || person.id), 53),
       person.role, person.department, 'active', person.since, person.since
FROM (VALUES
    ('usr-operations', NULL, 'Head of Operations', 'operations@propertyhub.test', 'super_admin', 'Operations', timestamp '2024-01-11 10:00'),
    ('usr-support', NULL, 'Support Desk', 'support@propertyhub.test', 'admin', 'Support', '2024-01-12 10:00'),
    ('usr-alder-owner', 'cus-alder', 'Owner of Alder Estates', 'owner@alder.test', 'developer', NULL, '2024-01-15 10:00'),
    ('usr-alder-finance', 'cus-alder', 'Finance Manager of Alder Estates', 'finance@alder.test', 'team', 'Finance', '2024-01-16 10:00'),
    ('usr-alder-north', 'cus-alder', 'Project Manager North of Alder Estates', 'north@alder.test', 'team', 'Projects', '2024-01-17 10:00'),
    ('usr-alder-south', 'cus-alder', 'Project Manager South of Alder Estates', 'south@alder.test', 'team', 'Projects', '2024-01-17 11:00'),
    ('usr-alder-accounts', 'cus-alder', 'Accountant of Alder Estates', 'accounts@alder.test', 'team', 'Finance', '2024-02-01 10:00'),
    ('usr-alder-board', 'cus-alder', 'Board of Alder Estates', 'board@alder.test', 'team', NULL, '2024-03-01 10:00'),
    ('usr-birch-owner', 'cus-birch', 'Owner of Birch Homes', 'owner@birch.test', 'developer', NULL, '2024-03-20 10:00'),
    ('usr-birch-projects', 'cus-birch', 'Project Manager of Birch Homes', 'projects@birch.test', 'team', NULL, '2024-03-21 10:00'),
    ('usr-birch-accounts', 'cus-birch', 'Accountant of Birch Homes', 'accounts@birch.test', 'team', NULL, '2024-03-22 10:00'),
    ('usr-cedar-owner', 'cus-cedar', 'Owner of Cedar Lettings', 'owner@cedar.test', 'developer', NULL, '2024-05-20 10:00'),
    ('usr-dune-owner', 'cus-dune', 'Owner of Dune Developments', 'owner@dune.test', 'developer', NULL, '2025-02-01 10:00')
) AS person(id, customer, name, email, role, department, since);

INSERT INTO public.admins (id, name, email, password, role, "createdAt", "updatedAt")
VALUES ('adm-root', 'Administrator on call', 'oncall@propertyhub.test',
        '$2b$12$' || pg_catalog.left(pg_catalog.md5('salt of adm-root') || pg_catalog.md5('hash of adm-root'), 53),
        'admin', '2024-01-11 10:00', '2024-01-11 10:00');

INSERT INTO public.customer_users (id, "customerId", "userId", role, "isPrimary", "invitedBy", "createdAt", "updatedAt")
SELECT 'cu-' || u.id, u."customerId", u.id, u.role, u.id LIKE '%-owner',
       CASE WHEN u.id LIKE '%-owner' THEN 'usr-operations'
            ELSE pg_catalog.replace(u."customerId", 'cus-', 'usr-') || '-owner' END,
       u."createdAt", u."createdAt"
FROM public.users AS u WHERE u."customerId" IS NOT NULL;

INSERT INTO public.onboarding_applications
    (id, "applicationType", name, email, "companyName", status, "reviewStatus", "reviewedBy", "reviewedAt",
     "approvedBy", "approvedAt", "activatedBy", "activatedAt", "selectedPlanId", "customerId", "userId",
     "activationEmailSent", "createdAt", "updatedAt")
VALUES
    ('onb-alder', 'developer', 'Owner of Alder Estates', 'owner@alder.test', 'Alder Estates', 'activated', 'reviewed',
     'usr-support', '2024-01-13', 'usr-operations', '2024-01-14', 'usr-operations', '2024-01-15', 'plan-enterprise',
     'cus-alder', 'usr-alder-owner', true, '2024-01-12', '2024-01-15'),
    ('onb-dune', 'developer', 'Owner of Dune Developments', 'owner@dune.test', 'Dune Developments', 'activated', 'reviewed',
     'usr-support', '2025-01-30', 'usr-operations', '2025-01-31', 'usr-support', '2025-02-01', NULL,
     'cus-dune', 'usr-dune-owner', true, '2025-01-29', '2025-02-01'),
    ('onb-elm', 'manager', 'Owner of Elm Management', 'owner@elm.test', 'Elm Management', 'pending', NULL,
     NULL, NULL, NULL, NULL, NULL, NULL, 'plan-growth', NULL, NULL, false, '2025-02-02', '2025-02-02');

INSERT INTO public.subscriptions (id, "customerId", "planId", "billingCycle", mrr, "startDate", "createdAt", "updatedAt")
SELECT 'sub-' || c.id, c.id, c."planId", c."billingCycle", c.mrr, c."subscriptionStartDate", c."createdAt", c."createdAt"
FROM public.customers AS c WHERE c."planId" IS NOT NULL;

INSERT INTO public.invoices
    (id, "customerId", "subscriptionId", "invoiceNumber", amount, status, "dueDate", "paidDate", "createdAt", "updatedAt")
SELECT 'inv-' || s."customerId" || '-' || month, s."customerId", s.id,
       pg_catalog.upper(pg_catalog.replace(s."customerId", 'cus-', 'PH-')) || '-' || pg_catalog.lpad(month::text, 3, '0'),
       s.mrr, CASE WHEN month < 8 THEN 'paid' ELSE 'pending' END,
       s."startDate" + month * interval '1 month',
       CASE WHEN month < 8 THEN s."startDate" + month * interval '1 month' END,
       s."startDate" + (month - 1) * interval '1 month', s."startDate" + month * interval '1 month'
FROM public.subscriptions AS s, pg_catalog.generate_series(1, 8) AS month;

INSERT INTO public.payments
    (id, "customerId", "invoiceId", amount, status, provider, "providerReference", "paidAt", "createdAt", "updatedAt")
SELECT 'pay-' || i.id, i."customerId", i.id, i.amount, 'success', 'bank', 'ref-' || i.id, i."paidDate", i."paidDate", i."paidDate"
FROM public.invoices AS i WHERE i.status = 'paid';

INSERT INTO public.developer_projects
    (id, "customerId", "developerId", name, "projectType", stage, city, "totalBudget", "startDate", "createdAt", "updatedAt")
SELECT 'prj-' || size.customer || '-' || n, 'cus-' || size.customer, 'usr-' || size.customer || '-owner',
       pg_catalog.initcap(size.customer) || ' project ' || n,
       CASE n % 3 WHEN 0 THEN 'residential' WHEN 1 THEN 'commercial' ELSE 'mixed' END,
       CASE n % 4 WHEN 0 THEN 'planning' ELSE 'construction' END,
       'Lagos', 1000000 * n, timestamp '2024-03-10' + n * interval '9 days',
       timestamp '2024-03-05' + n * interval '9 days', timestamp '2024-03-05' + n * interval '9 days'
FROM (VALUES ('alder', 12), ('birch', 3), ('cedar', 1)) AS size(customer, projects),
     LATERAL pg_catalog.generate_series(1, size.projects) AS n;

INSERT INTO public.vendors (id, "customerId", name, email, "vendorType", specialization, "createdAt", "updatedAt")
SELECT 'vnd-' || size.customer || '-' || n, 'cus-' || size.customer, 'Contractor ' || n || ' of ' || pg_catalog.initcap(size.customer),
       'contractor' || n || '@' || size.customer || '.test', CASE n % 2 WHEN 0 THEN 'supplier' ELSE 'contractor' END,
       'masonry', '2024-03-06', '2024-03-06'
FROM (VALUES ('alder', 6), ('birch', 2), ('cedar', 1)) AS size(customer, vendors),
     LATERAL pg_catalog.generate_series(1, size.vendors) AS n;

INSERT INTO public.project_budgets (id, "projectId", name, "totalAmount", status, "approvedBy", "approvedAt", "createdAt", "updatedAt")
SELECT 'bud-' || p.id, p.id, 'Budget of ' || p.name, p."totalBudget", 'approved', p."developerId", p."createdAt", p."createdAt", p."createdAt"
FROM public.developer_projects AS p;

INSERT INTO public.budget_line_items
    (id, "projectId", "budgetId", category, description, "plannedAmount", "createdAt", "updatedAt")
SELECT 'bli-' || p.id || '-' || line.category, p.id, 'bud-' || p.id, line.category, 'Planned for ' || line.category,
       p."totalBudget" * line.share, p."createdAt", p."createdAt"
FROM public.developer_projects AS p,
     (VALUES ('materials', 0.4), ('labour', 0.3), ('permits', 0.1), ('reserve', 0.2)) AS line(category, share);

INSERT INTO public.purchase_orders
    (id, "projectId", "vendorId", "poNumber", description, "totalAmount", status, "requestedBy", "approvedBy", "createdAt", "updatedAt")
SELECT 'po-' || p.id || '-' || n, p.id, pg_catalog.replace(p."customerId", 'cus-', 'vnd-') || '-1',
       'PO-' || p.id || '-' || n, 'Materials, lot ' || n, 25000 * n, 'approved', p."developerId", p."developerId", p."createdAt", p."createdAt"
FROM public.developer_projects AS p, pg_catalog.generate_series(1, 2) AS n;

INSERT INTO public.project_invoices
    (id, "projectId", "vendorId", "purchaseOrderId", "invoiceNumber", description, category, amount, status,
     "dueDate", "approvedBy", "createdAt", "updatedAt")
SELECT 'pin-' || p.id || '-' || n, p.id, pg_catalog.replace(p."customerId", 'cus-', 'vnd-') || '-1',
       CASE WHEN n % 5 = 0 THEN 'po-' || p.id || '-1' END, 'SUP-' || p.id || '-' || pg_catalog.lpad(n::text, 3, '0'),
       'Delivery ' || n, CASE n % 3 WHEN 0 THEN 'materials' ELSE 'labour' END, 1000 * n,
       CASE WHEN n % 4 = 0 THEN 'pending' ELSE 'approved' END, p."createdAt" + n * interval '3 days',
       CASE WHEN n % 4 <> 0 THEN p."developerId" END, p."createdAt" + n * interval '1 day', p."createdAt" + n * interval '1 day'
FROM (VALUES ('cus-alder', 20), ('cus-birch', 8), ('cus-cedar', 3)) AS size(customer, invoices)
JOIN public.developer_projects AS p ON p."customerId" = size.customer,
     LATERAL pg_catalog.generate_series(1, size.invoices) AS n;

INSERT INTO public.project_expenses
    (id, "projectId", "budgetLineItemId", "vendorId", category, description, amount, status, "expenseDate",
     "createdBy", "approvedBy", "createdAt", "updatedAt")
SELECT 'exp-' || p.id || '-' || n, p.id, 'bli-' || p.id || '-labour', pg_catalog.replace(p."customerId", 'cus-', 'vnd-') || '-1',
       'labour', 'Week ' || n, 500 * n, 'paid', p."createdAt" + n * interval '7 days', p."developerId", p."developerId",
       p."createdAt" + n * interval '7 days', p."createdAt" + n * interval '7 days'
FROM (VALUES ('cus-alder', 30), ('cus-birch', 10), ('cus-cedar', 4)) AS size(customer, weeks)
JOIN public.developer_projects AS p ON p."customerId" = size.customer,
     LATERAL pg_catalog.generate_series(1, size.weeks) AS n;

-- Since the foreign key went, a deleted contractor leaves its name behind.
UPDATE public.project_expenses SET "vendorId" = 'vnd-alder-99'
WHERE id IN ('exp-prj-alder-2-3', 'exp-prj-alder-2-4', 'exp-prj-alder-7-1');

INSERT INTO public.project_milestones (id, "projectId", name, status, "order", "dueDate", "createdAt", "updatedAt")
SELECT 'mil-' || p.id || '-' || stage.place, p.id, stage.name, 'pending', stage.place, p."createdAt" + stage.place * interval '90 days',
       p."createdAt", p."createdAt"
FROM public.developer_projects AS p, (VALUES (1, 'Foundations'), (2, 'Shell'), (3, 'Handover')) AS stage(place, name);

INSERT INTO public.project_forecasts (id, "projectId", "forecastType", "forecastDate", "predictedValue", confidence, "createdAt")
SELECT 'fct-' || p.id, p.id, 'cost', p."createdAt" + interval '1 year', p."totalBudget" * 1.1, 0.8, p."createdAt"
FROM public.developer_projects AS p;

-- A browser's own words for the kind of a file came through: PDF, xlsx, photo.
INSERT INTO public.invoice_attachments
    (id, invoice_id, customer_id, file_path, file_name, file_size, file_type, mime_type, uploaded_by, uploaded_at)
SELECT 'att-' || i.id, i.id, p."customerId", p."customerId" || '/invoices/' || i.id, i."invoiceNumber" || kind.suffix,
       10000 + pg_catalog.length(i.id) * 137 + i.amount::bigint, kind.file_type, kind.mime_type, p."developerId", i."createdAt"
FROM public.project_invoices AS i
JOIN public.developer_projects AS p ON p.id = i."projectId"
JOIN (VALUES (1, 'pdf', 'application/pdf', '.pdf'),
             (2, 'PDF', 'application/pdf', '.pdf'),
             (3, 'image', 'image/jpeg', '.jpg'),
             (4, 'photo', 'image/png', '.png'),
             (5, 'xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', '.xlsx'),
             (6, 'document', 'application/msword', '.doc'),
             (7, 'dwg', 'application/acad', '.dwg')
     ) AS kind(thousands, file_type, mime_type, suffix) ON kind.thousands * 1000 = i.amount;

-- Owner was inserted twice (the unique key does not hold where the customer is NULL), the Finance Manager
-- may approve without limit, Accountant and Viewer never came. Two roles are a customer's own.
INSERT INTO public.team_roles
    (id, customer_id, name, description, is_system_role, permissions, can_approve_invoices, approval_limit, created_at, updated_at)
VALUES
    ('role-owner', NULL, 'Owner', 'Full access', true, '{"all": true}', true, NULL, '2024-09-02 21:00', '2024-09-02 21:00'),
    ('5d0a3b1e-8f7c-4d52-9b1f-3a6f0c2e7d11', NULL, 'Owner', 'Full access', true, '{"all": true}', true, NULL, '2024-09-09 07:30', '2024-09-09 07:30'),
    ('role-finance-manager', NULL, 'Finance Manager', 'Approves invoices', true,
     '{"invoices": ["view", "approve"], "payments": ["view"]}', true, NULL, '2024-09-02 21:00', '2024-09-02 21:00'),
    ('role-project-manager', NULL, 'Project Manager', 'Runs projects', true,
     '{"projects": ["view", "edit"]}', false, 1000000, '2024-09-02 21:00', '2024-09-02 21:00'),
    ('role-alder-accountant', 'cus-alder', 'Accountant', 'Books for Alder Estates', false,
     '{"invoices": ["view"]}', false, NULL, '2024-09-10 09:00', '2024-09-10 09:00'),
    ('role-alder-viewer', 'cus-alder', 'Viewer', 'Board members of Alder Estates', false,
     '{"reports": ["view"]}', false, NULL, '2024-09-10 09:00', '2024-09-10 09:00');

INSERT INTO public.team_members
    (id, customer_id, user_id, role_id, first_name, last_name, email, job_title, status, can_approve_invoices,
     approval_limit, invited_by, invited_at, joined_at, created_at, updated_at)
SELECT 'mem-' || pg_catalog.substr(u.id, 5), u."customerId", u.id, seat.role, seat.title, 'of ' || c.company, u.email, seat.title,
       'active', seat.approves, NULL, CASE WHEN seat.title = 'Owner' THEN NULL ELSE pg_catalog.replace(u."customerId", 'cus-', 'usr-') || '-owner' END,
       '2024-09-11 09:00', '2024-09-12 09:00', '2024-09-11 09:00', '2024-09-12 09:00'
FROM (VALUES
    ('usr-alder-owner', '5d0a3b1e-8f7c-4d52-9b1f-3a6f0c2e7d11', 'Owner', true),
    ('usr-alder-finance', 'role-finance-manager', 'Finance Manager', true),
    ('usr-alder-north', 'role-project-manager', 'Project Manager', false),
    ('usr-alder-south', 'role-project-manager', 'Project Manager', false),
    ('usr-alder-accounts', 'role-alder-accountant', 'Accountant', false),
    ('usr-alder-board', 'role-alder-viewer', 'Board Member', false),
    ('usr-birch-owner', 'role-owner', 'Owner', true),
    ('usr-birch-projects', 'role-project-manager', 'Project Manager', false),
    ('usr-cedar-owner', 'role-owner', 'Owner', true)
) AS seat(user_id, role, title, approves)
JOIN public.users AS u ON u.id = seat.user_id
JOIN public.customers AS c ON c.id = u."customerId";

-- The key of a template came into type, its name stayed the default; one template is a customer's own.
INSERT INTO public.notification_templates
    (id, customer_id, name, type, subject, body_html, body_text, variables, is_system, created_by, created_at, updated_at)
VALUES
    ('6a0f0001-7c1d-4f5e-8a3b-000000000001', NULL, 'default_template', 'invoice_approved', 'Invoice approved',
     '<p>Your invoice was approved.</p>', 'Your invoice was approved.', '[]', true, NULL, '2024-10-10 21:00', '2024-10-10 21:00'),
    ('6a0f0001-7c1d-4f5e-8a3b-000000000002', NULL, 'default_template', 'team_invitation', 'You are invited',
     '<p>Join your team.</p>', 'Join your team.', '[]', true, NULL, '2024-10-10 21:00', '2024-10-10 21:00'),
    ('6a0f0001-7c1d-4f5e-8a3b-000000000003', 'cus-alder', 'invoice_approved', 'email', 'Alder Estates: {{invoiceNumber}} approved',
     '<p>{{invoiceNumber}} is approved.</p>', '{{invoiceNumber}} is approved.', '["invoiceNumber"]', false, 'usr-alder-owner',
     '2024-10-20 09:00', '2024-10-20 09:00');

INSERT INTO public.notifications (id, customer_id, user_id, type, title, message, read, created_at, updated_at)
SELECT pg_catalog.md5('notification of ' || i.id)::uuid, p."customerId", p."developerId", 'invoice_approved', 'Invoice ' || i."invoiceNumber" || ' approved',
       'The invoice was approved.', true, i."createdAt", i."createdAt"
FROM public.project_invoices AS i
JOIN public.developer_projects AS p ON p.id = i."projectId"
WHERE i.status = 'approved' AND i.category = 'materials';

INSERT INTO public.activity_logs (id, "customerId", "userId", action, entity, "entityId", description, "createdAt")
SELECT 'act-' || p.id, p."customerId", p."developerId", 'create', 'developer_project', p.id, 'Created ' || p.name, p."createdAt"
FROM public.developer_projects AS p
UNION ALL
SELECT 'act-' || u.id, NULL, u.id, 'login', 'user', u.id, 'Logged in', u."createdAt"
FROM public.users AS u WHERE u."customerId" IS NULL;

ANALYZE;
