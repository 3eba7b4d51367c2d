-- AlterTable
ALTER TABLE "public"."team_roles" ADD COLUMN     "can_create_invoices" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "can_manage_projects" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "can_view_reports" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "requires_approval_from" TEXT[];

-- AlterTable
ALTER TABLE "public"."team_members" ADD COLUMN     "can_create_invoices" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "can_manage_projects" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "can_view_reports" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "delegate_to" TEXT,
ADD COLUMN     "delegation_start" TIMESTAMP(3),
ADD COLUMN     "delegation_end" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "public"."invoice_approval_workflows" (
    "id" TEXT NOT NULL DEFAULT (gen_random_uuid())::text,
    "customer_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "min_amount" DECIMAL(15,2),
    "max_amount" DECIMAL(15,2),
    "categories" TEXT[],
    "approval_levels" JSONB NOT NULL,
    "auto_approve_under" DECIMAL(15,2),
    "created_by" TEXT,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invoice_approval_workflows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."invoice_approvals" (
    "id" TEXT NOT NULL DEFAULT (gen_random_uuid())::text,
    "invoice_id" TEXT NOT NULL,
    "workflow_id" TEXT,
    "level" INTEGER NOT NULL,
    "level_name" TEXT,
    "approver_id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "decision" TEXT,
    "comments" TEXT,
    "requested_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "responded_at" TIMESTAMP(3),
    "due_at" TIMESTAMP(3),
    "delegated_to" TEXT,
    "delegated_at" TIMESTAMP(3),
    "notification_sent" BOOLEAN NOT NULL DEFAULT false,
    "reminder_count" INTEGER NOT NULL DEFAULT 0,
    "last_reminder_at" TIMESTAMP(3),

    CONSTRAINT "invoice_approvals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."approval_history" (
    "id" TEXT NOT NULL DEFAULT (gen_random_uuid())::text,
    "invoice_id" TEXT NOT NULL,
    "approval_id" TEXT,
    "action" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "actor_role" TEXT,
    "level" INTEGER,
    "comments" TEXT,
    "previous_status" TEXT,
    "new_status" TEXT,
    "metadata" JSONB,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "approval_history_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "invoice_approval_workflows_customer_id_idx" ON "public"."invoice_approval_workflows"("customer_id");

-- CreateIndex
CREATE INDEX "invoice_approval_workflows_is_active_is_default_idx" ON "public"."invoice_approval_workflows"("is_active", "is_default");

-- CreateIndex
CREATE INDEX "invoice_approval_workflows_min_amount_max_amount_idx" ON "public"."invoice_approval_workflows"("min_amount", "max_amount");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_approval_workflows_customer_id_name_key" ON "public"."invoice_approval_workflows"("customer_id", "name");

-- CreateIndex
CREATE INDEX "invoice_approvals_invoice_id_idx" ON "public"."invoice_approvals"("invoice_id");

-- CreateIndex
CREATE INDEX "invoice_approvals_workflow_id_idx" ON "public"."invoice_approvals"("workflow_id");

-- CreateIndex
CREATE INDEX "invoice_approvals_approver_id_status_idx" ON "public"."invoice_approvals"("approver_id", "status");

-- CreateIndex
CREATE INDEX "invoice_approvals_status_idx" ON "public"."invoice_approvals"("status");

-- CreateIndex
CREATE INDEX "invoice_approvals_due_at_status_idx" ON "public"."invoice_approvals"("due_at", "status");

-- CreateIndex
CREATE INDEX "approval_history_invoice_id_idx" ON "public"."approval_history"("invoice_id");

-- CreateIndex
CREATE INDEX "approval_history_actor_id_idx" ON "public"."approval_history"("actor_id");

-- CreateIndex
CREATE INDEX "approval_history_action_idx" ON "public"."approval_history"("action");

-- CreateIndex
CREATE INDEX "approval_history_created_at_idx" ON "public"."approval_history"("created_at");

-- AddForeignKey
ALTER TABLE "public"."team_members" ADD CONSTRAINT "team_members_delegate_to_fkey" FOREIGN KEY ("delegate_to") REFERENCES "public"."team_members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."invoice_approval_workflows" ADD CONSTRAINT "invoice_approval_workflows_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."invoice_approval_workflows" ADD CONSTRAINT "invoice_approval_workflows_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."invoice_approvals" ADD CONSTRAINT "invoice_approvals_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "public"."project_invoices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."invoice_approvals" ADD CONSTRAINT "invoice_approvals_workflow_id_fkey" FOREIGN KEY ("workflow_id") REFERENCES "public"."invoice_approval_workflows"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."invoice_approvals" ADD CONSTRAINT "invoice_approvals_approver_id_fkey" FOREIGN KEY ("approver_id") REFERENCES "public"."team_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."invoice_approvals" ADD CONSTRAINT "invoice_approvals_delegated_to_fkey" FOREIGN KEY ("delegated_to") REFERENCES "public"."team_members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."approval_history" ADD CONSTRAINT "approval_history_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "public"."project_invoices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."approval_history" ADD CONSTRAINT "approval_history_approval_id_fkey" FOREIGN KEY ("approval_id") REFERENCES "public"."invoice_approvals"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."approval_history" ADD CONSTRAINT "approval_history_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "public"."team_members"("id") ON DELETE SET NULL ON UPDATE CASCADE;
