-- CreateTable
CREATE TABLE "public"."team_roles" (
    "id" TEXT NOT NULL DEFAULT (gen_random_uuid())::text,
    "customer_id" TEXT,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "is_system_role" BOOLEAN NOT NULL DEFAULT false,
    "permissions" JSONB NOT NULL DEFAULT '{}',
    "can_approve_invoices" BOOLEAN NOT NULL DEFAULT false,
    "approval_limit" DECIMAL(15,2),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "team_roles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."team_members" (
    "id" TEXT NOT NULL DEFAULT (gen_random_uuid())::text,
    "customer_id" TEXT NOT NULL,
    "user_id" TEXT,
    "role_id" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "phone" TEXT,
    "job_title" TEXT,
    "department" TEXT,
    "status" TEXT NOT NULL DEFAULT 'active',
    "can_approve_invoices" BOOLEAN NOT NULL DEFAULT false,
    "approval_limit" DECIMAL(15,2),
    "invited_by" TEXT,
    "invited_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "joined_at" TIMESTAMP(3),
    "last_active" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "team_members_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "team_roles_customer_id_idx" ON "public"."team_roles"("customer_id");

-- CreateIndex
CREATE INDEX "team_roles_is_system_role_idx" ON "public"."team_roles"("is_system_role");

-- CreateIndex
CREATE UNIQUE INDEX "team_roles_customer_id_name_key" ON "public"."team_roles"("customer_id", "name");

-- CreateIndex
CREATE INDEX "team_members_customer_id_idx" ON "public"."team_members"("customer_id");

-- CreateIndex
CREATE INDEX "team_members_email_idx" ON "public"."team_members"("email");

-- CreateIndex
CREATE INDEX "team_members_role_id_idx" ON "public"."team_members"("role_id");

-- CreateIndex
CREATE INDEX "team_members_status_idx" ON "public"."team_members"("status");

-- CreateIndex
CREATE INDEX "team_members_user_id_idx" ON "public"."team_members"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "team_members_customer_id_email_key" ON "public"."team_members"("customer_id", "email");

-- AddForeignKey
ALTER TABLE "public"."team_roles" ADD CONSTRAINT "team_roles_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."team_members" ADD CONSTRAINT "team_members_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."team_members" ADD CONSTRAINT "team_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."team_members" ADD CONSTRAINT "team_members_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "public"."team_roles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."team_members" ADD CONSTRAINT "team_members_invited_by_fkey" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
