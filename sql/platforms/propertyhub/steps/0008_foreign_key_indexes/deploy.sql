-- Why: "All foreign key indexes" was prose in the runbook: 25 foreign keys of production have none, and the tool's migrations
--   make none for seven of the new ones. Deleting or renaming a parent then reads the whole child table. With them the
--   indexes of the runbook's frequent queries. Each is built without blocking writers.
-- Phase: schema
-- Locks: SHARE UPDATE EXCLUSIVE on one table after the other: readers and writers go on
-- Requires: 0002_record_invoice_attachments, 0003_user_onboarding_columns, 0004_storage_tables, 0005_team_management,
--   0006_notification_system
-- Transaction: none
-- Statement-Timeout: 60min

CREATE INDEX CONCURRENTLY "activity_logs_userId_idx" ON public.activity_logs ("userId");

CREATE INDEX CONCURRENTLY approval_history_approval_id_idx ON public.approval_history (approval_id);

CREATE INDEX CONCURRENTLY "budget_line_items_budgetId_idx" ON public.budget_line_items ("budgetId");

CREATE INDEX CONCURRENTLY "customer_users_invitedBy_idx" ON public.customer_users ("invitedBy");

CREATE INDEX CONCURRENTLY "customer_users_userId_idx" ON public.customer_users ("userId");

CREATE INDEX CONCURRENTLY "customers_planId_idx" ON public.customers ("planId");

CREATE INDEX CONCURRENTLY idx_customers_storage_limit ON public.customers (storage_limit);

CREATE INDEX CONCURRENTLY idx_customers_storage_used ON public.customers (storage_used);

CREATE INDEX CONCURRENTLY email_queue_user_id_idx ON public.email_queue (user_id);

CREATE INDEX CONCURRENTLY invoice_approval_workflows_created_by_idx ON public.invoice_approval_workflows (created_by);

CREATE INDEX CONCURRENTLY invoice_approvals_delegated_to_idx ON public.invoice_approvals (delegated_to);

CREATE INDEX CONCURRENTLY invoice_attachments_uploaded_by_idx ON public.invoice_attachments (uploaded_by);

CREATE INDEX CONCURRENTLY "invoices_subscriptionId_idx" ON public.invoices ("subscriptionId");

CREATE INDEX CONCURRENTLY notification_logs_user_id_idx ON public.notification_logs (user_id);

CREATE INDEX CONCURRENTLY notification_templates_created_by_idx ON public.notification_templates (created_by);

CREATE INDEX CONCURRENTLY idx_notifications_user_unread ON public.notifications (user_id, read);

CREATE INDEX CONCURRENTLY "onboarding_applications_activatedBy_idx" ON public.onboarding_applications ("activatedBy");

CREATE INDEX CONCURRENTLY "onboarding_applications_approvedBy_idx" ON public.onboarding_applications ("approvedBy");

CREATE INDEX CONCURRENTLY "onboarding_applications_reviewedBy_idx" ON public.onboarding_applications ("reviewedBy");

CREATE INDEX CONCURRENTLY "onboarding_applications_selectedPlanId_idx" ON public.onboarding_applications ("selectedPlanId");

CREATE INDEX CONCURRENTLY "payments_invoiceId_idx" ON public.payments ("invoiceId");

CREATE INDEX CONCURRENTLY idx_plans_storage_limit ON public.plans (storage_limit);

CREATE INDEX CONCURRENTLY "project_budgets_approvedBy_idx" ON public.project_budgets ("approvedBy");

CREATE INDEX CONCURRENTLY "project_expenses_approvedBy_idx" ON public.project_expenses ("approvedBy");

CREATE INDEX CONCURRENTLY "project_expenses_budgetLineItemId_idx" ON public.project_expenses ("budgetLineItemId");

CREATE INDEX CONCURRENTLY "project_expenses_createdBy_idx" ON public.project_expenses ("createdBy");

CREATE INDEX CONCURRENTLY "project_expenses_vendorId_idx" ON public.project_expenses ("vendorId");

CREATE INDEX CONCURRENTLY "project_invoices_approvedBy_idx" ON public.project_invoices ("approvedBy");

CREATE INDEX CONCURRENTLY project_invoices_status_idx ON public.project_invoices (status);

CREATE INDEX CONCURRENTLY "purchase_orders_approvedBy_idx" ON public.purchase_orders ("approvedBy");

CREATE INDEX CONCURRENTLY "purchase_orders_requestedBy_idx" ON public.purchase_orders ("requestedBy");

CREATE INDEX CONCURRENTLY "purchase_orders_vendorId_idx" ON public.purchase_orders ("vendorId");

CREATE INDEX CONCURRENTLY storage_transactions_uploaded_by_idx ON public.storage_transactions (uploaded_by);

CREATE INDEX CONCURRENTLY "subscriptions_planId_idx" ON public.subscriptions ("planId");

CREATE INDEX CONCURRENTLY team_members_can_approve_invoices_status_idx ON public.team_members (can_approve_invoices, status);

CREATE INDEX CONCURRENTLY team_members_delegate_to_idx ON public.team_members (delegate_to);

CREATE INDEX CONCURRENTLY team_members_invited_by_idx ON public.team_members (invited_by);

CREATE INDEX CONCURRENTLY idx_users_temp_password ON public.users (is_temp_password, temp_password_expires_at);

CREATE INDEX CONCURRENTLY "users_customerId_idx" ON public.users ("customerId");
