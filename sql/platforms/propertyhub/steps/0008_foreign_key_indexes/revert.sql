DROP INDEX CONCURRENTLY public."users_customerId_idx";

DROP INDEX CONCURRENTLY public.idx_users_temp_password;

DROP INDEX CONCURRENTLY public.team_members_invited_by_idx;

DROP INDEX CONCURRENTLY public.team_members_delegate_to_idx;

DROP INDEX CONCURRENTLY public.team_members_can_approve_invoices_status_idx;

DROP INDEX CONCURRENTLY public."subscriptions_planId_idx";

DROP INDEX CONCURRENTLY public.storage_transactions_uploaded_by_idx;

DROP INDEX CONCURRENTLY public."purchase_orders_vendorId_idx";

DROP INDEX CONCURRENTLY public."purchase_orders_requestedBy_idx";

DROP INDEX CONCURRENTLY public."purchase_orders_approvedBy_idx";

DROP INDEX CONCURRENTLY public.project_invoices_status_idx;

DROP INDEX CONCURRENTLY public."project_invoices_approvedBy_idx";

DROP INDEX CONCURRENTLY public."project_expenses_vendorId_idx";

DROP INDEX CONCURRENTLY public."project_expenses_createdBy_idx";

DROP INDEX CONCURRENTLY public."project_expenses_budgetLineItemId_idx";

DROP INDEX CONCURRENTLY public."project_expenses_approvedBy_idx";

DROP INDEX CONCURRENTLY public."project_budgets_approvedBy_idx";

DROP INDEX CONCURRENTLY public.idx_plans_storage_limit;

DROP INDEX CONCURRENTLY public."payments_invoiceId_idx";

DROP INDEX CONCURRENTLY public."onboarding_applications_selectedPlanId_idx";

DROP INDEX CONCURRENTLY public."onboarding_applications_reviewedBy_idx";

DROP INDEX CONCURRENTLY public."onboarding_applications_approvedBy_idx";

DROP INDEX CONCURRENTLY public."onboarding_applications_activatedBy_idx";

DROP INDEX CONCURRENTLY public.idx_notifications_user_unread;

DROP INDEX CONCURRENTLY public.notification_templates_created_by_idx;

DROP INDEX CONCURRENTLY public.notification_logs_user_id_idx;

DROP INDEX CONCURRENTLY public."invoices_subscriptionId_idx";

DROP INDEX CONCURRENTLY public.invoice_attachments_uploaded_by_idx;

DROP INDEX CONCURRENTLY public.invoice_approvals_delegated_to_idx;

DROP INDEX CONCURRENTLY public.invoice_approval_workflows_created_by_idx;

DROP INDEX CONCURRENTLY public.email_queue_user_id_idx;

DROP INDEX CONCURRENTLY public.idx_customers_storage_used;

DROP INDEX CONCURRENTLY public.idx_customers_storage_limit;

DROP INDEX CONCURRENTLY public."customers_planId_idx";

DROP INDEX CONCURRENTLY public."customer_users_userId_idx";

DROP INDEX CONCURRENTLY public."customer_users_invitedBy_idx";

DROP INDEX CONCURRENTLY public."budget_line_items_budgetId_idx";

DROP INDEX CONCURRENTLY public.approval_history_approval_id_idx;

DROP INDEX CONCURRENTLY public."activity_logs_userId_idx";
