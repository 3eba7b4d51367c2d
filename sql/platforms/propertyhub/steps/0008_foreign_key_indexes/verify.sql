-- A foreign key is served by any whole, valid index that begins with its column, whatever its name.
WITH referring(relation, name) AS (VALUES
    ('public.activity_logs', 'userId'),
    ('public.approval_history', 'approval_id'),
    ('public.budget_line_items', 'budgetId'),
    ('public.customer_users', 'invitedBy'),
    ('public.customer_users', 'userId'),
    ('public.customers', 'planId'),
    ('public.email_queue', 'user_id'),
    ('public.invoice_approval_workflows', 'created_by'),
    ('public.invoice_approvals', 'delegated_to'),
    ('public.invoice_attachments', 'uploaded_by'),
    ('public.invoices', 'subscriptionId'),
    ('public.notification_logs', 'user_id'),
    ('public.notification_templates', 'created_by'),
    ('public.onboarding_applications', 'activatedBy'),
    ('public.onboarding_applications', 'approvedBy'),
    ('public.onboarding_applications', 'reviewedBy'),
    ('public.onboarding_applications', 'selectedPlanId'),
    ('public.payments', 'invoiceId'),
    ('public.project_budgets', 'approvedBy'),
    ('public.project_expenses', 'approvedBy'),
    ('public.project_expenses', 'budgetLineItemId'),
    ('public.project_expenses', 'createdBy'),
    ('public.project_invoices', 'approvedBy'),
    ('public.purchase_orders', 'approvedBy'),
    ('public.purchase_orders', 'requestedBy'),
    ('public.purchase_orders', 'vendorId'),
    ('public.storage_transactions', 'uploaded_by'),
    ('public.subscriptions', 'planId'),
    ('public.team_members', 'delegate_to'),
    ('public.team_members', 'invited_by'),
    ('public.users', 'customerId')
), wanted(relation, name, columns) AS (VALUES
    ('public.customers', 'public.idx_customers_storage_limit', 'storage_limit'),
    ('public.customers', 'public.idx_customers_storage_used', 'storage_used'),
    ('public.notifications', 'public.idx_notifications_user_unread', 'user_id, read'),
    ('public.plans', 'public.idx_plans_storage_limit', 'storage_limit'),
    ('public.project_expenses', 'public."project_expenses_vendorId_idx"', 'vendorId'),
    ('public.project_invoices', 'public.project_invoices_status_idx', 'status'),
    ('public.team_members', 'public.team_members_can_approve_invoices_status_idx', 'can_approve_invoices, status'),
    ('public.users', 'public.idx_users_temp_password', 'is_temp_password, temp_password_expires_at')
)
SELECT pg_catalog.format('the foreign key of %s on %I has a valid index', r.relation, r.name)
FROM referring AS r
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = pg_catalog.to_regclass(r.relation) AND a.attname = r.name AND i.indisvalid AND i.indpred IS NULL)
UNION ALL
SELECT pg_catalog.format('%s indexes %s (%s) and is valid', w.name, w.relation, w.columns)
FROM wanted AS w
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_index AS i
    WHERE i.indexrelid = pg_catalog.to_regclass(w.name) AND i.indrelid = pg_catalog.to_regclass(w.relation)
      AND i.indisvalid AND i.indpred IS NULL
      AND w.columns = (SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY place.n)
                       FROM pg_catalog.unnest(i.indkey) WITH ORDINALITY AS place(attnum, n)
                       JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = place.attnum));
