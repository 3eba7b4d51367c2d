-- AlterTable
ALTER TABLE "public"."notification_templates" ALTER COLUMN "name" DROP DEFAULT;

-- CreateTable
CREATE TABLE "public"."notification_preferences" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "email_enabled" BOOLEAN NOT NULL DEFAULT true,
    "email_invoice_approval" BOOLEAN NOT NULL DEFAULT true,
    "email_invoice_approved" BOOLEAN NOT NULL DEFAULT true,
    "email_invoice_rejected" BOOLEAN NOT NULL DEFAULT true,
    "email_invoice_paid" BOOLEAN NOT NULL DEFAULT true,
    "email_team_invitation" BOOLEAN NOT NULL DEFAULT true,
    "email_delegation" BOOLEAN NOT NULL DEFAULT true,
    "email_daily_digest" BOOLEAN NOT NULL DEFAULT false,
    "email_weekly_summary" BOOLEAN NOT NULL DEFAULT false,
    "inapp_enabled" BOOLEAN NOT NULL DEFAULT true,
    "inapp_invoice_approval" BOOLEAN NOT NULL DEFAULT true,
    "inapp_invoice_approved" BOOLEAN NOT NULL DEFAULT true,
    "inapp_invoice_rejected" BOOLEAN NOT NULL DEFAULT true,
    "inapp_invoice_paid" BOOLEAN NOT NULL DEFAULT true,
    "inapp_team_invitation" BOOLEAN NOT NULL DEFAULT true,
    "inapp_delegation" BOOLEAN NOT NULL DEFAULT true,
    "push_enabled" BOOLEAN NOT NULL DEFAULT false,
    "quiet_hours_enabled" BOOLEAN NOT NULL DEFAULT false,
    "quiet_hours_start" TIME(6),
    "quiet_hours_end" TIME(6),
    "quiet_hours_timezone" VARCHAR(50) NOT NULL DEFAULT 'UTC',
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notification_preferences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."email_queue" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "customer_id" TEXT NOT NULL,
    "user_id" TEXT,
    "to_email" VARCHAR(255) NOT NULL,
    "to_name" VARCHAR(255),
    "from_email" VARCHAR(255),
    "from_name" VARCHAR(255),
    "subject" VARCHAR(500) NOT NULL,
    "body_html" TEXT NOT NULL,
    "body_text" TEXT,
    "template_name" VARCHAR(100),
    "template_data" JSONB DEFAULT '{}',
    "status" VARCHAR(50) NOT NULL DEFAULT 'pending',
    "priority" INTEGER NOT NULL DEFAULT 5,
    "scheduled_at" TIMESTAMP(3),
    "sent_at" TIMESTAMP(3),
    "failed_at" TIMESTAMP(3),
    "error_message" TEXT,
    "retry_count" INTEGER NOT NULL DEFAULT 0,
    "max_retries" INTEGER NOT NULL DEFAULT 3,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "email_queue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."notification_logs" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "notification_id" UUID NOT NULL,
    "customer_id" TEXT NOT NULL,
    "user_id" TEXT,
    "action" VARCHAR(50) NOT NULL,
    "details" JSONB DEFAULT '{}',
    "ip_address" INET,
    "user_agent" TEXT,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notification_logs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notification_preferences_user_id_idx" ON "public"."notification_preferences"("user_id");

-- CreateIndex
CREATE INDEX "notification_preferences_customer_id_idx" ON "public"."notification_preferences"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "notification_preferences_user_id_customer_id_key" ON "public"."notification_preferences"("user_id", "customer_id");

-- CreateIndex
CREATE INDEX "email_queue_customer_id_idx" ON "public"."email_queue"("customer_id");

-- CreateIndex
CREATE INDEX "email_queue_status_idx" ON "public"."email_queue"("status");

-- CreateIndex
CREATE INDEX "email_queue_priority_idx" ON "public"."email_queue"("priority" DESC);

-- CreateIndex
CREATE INDEX "email_queue_scheduled_at_idx" ON "public"."email_queue"("scheduled_at");

-- CreateIndex
CREATE INDEX "notification_logs_notification_id_idx" ON "public"."notification_logs"("notification_id");

-- CreateIndex
CREATE INDEX "notification_logs_customer_id_idx" ON "public"."notification_logs"("customer_id");

-- CreateIndex
CREATE INDEX "notification_logs_created_at_idx" ON "public"."notification_logs"("created_at" DESC);

-- AddForeignKey
ALTER TABLE "public"."notification_preferences" ADD CONSTRAINT "notification_preferences_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."notification_preferences" ADD CONSTRAINT "notification_preferences_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."email_queue" ADD CONSTRAINT "email_queue_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."email_queue" ADD CONSTRAINT "email_queue_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."notification_logs" ADD CONSTRAINT "notification_logs_notification_id_fkey" FOREIGN KEY ("notification_id") REFERENCES "public"."notifications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."notification_logs" ADD CONSTRAINT "notification_logs_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."notification_logs" ADD CONSTRAINT "notification_logs_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
