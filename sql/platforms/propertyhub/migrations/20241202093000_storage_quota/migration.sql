-- AlterTable
ALTER TABLE "public"."plans" ADD COLUMN     "storage_limit" BIGINT DEFAULT 5368709120;

-- AlterTable
ALTER TABLE "public"."customers" ADD COLUMN     "storage_used" BIGINT DEFAULT 0,
ADD COLUMN     "storage_limit" BIGINT DEFAULT 5368709120,
ADD COLUMN     "storage_last_calculated" TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "public"."storage_usage" (
    "id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "file_type" TEXT NOT NULL,
    "category" TEXT,
    "file_count" INTEGER NOT NULL DEFAULT 0,
    "total_size" BIGINT NOT NULL DEFAULT 0,
    "last_updated" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "storage_usage_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "chk_file_count_positive" CHECK ("file_count" >= 0),
    CONSTRAINT "chk_total_size_positive" CHECK ("total_size" >= 0)
);

-- CreateTable
CREATE TABLE "public"."storage_transactions" (
    "id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "file_id" TEXT,
    "file_path" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_size" BIGINT NOT NULL,
    "file_type" TEXT,
    "action" TEXT NOT NULL,
    "uploaded_by" TEXT,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "metadata" JSONB,

    CONSTRAINT "storage_transactions_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "chk_action_valid" CHECK ("action" IN ('upload', 'delete', 'replace')),
    CONSTRAINT "chk_file_size_positive" CHECK ("file_size" >= 0)
);

-- CreateIndex
CREATE INDEX "storage_usage_customer_id_idx" ON "public"."storage_usage"("customer_id");

-- CreateIndex
CREATE INDEX "storage_usage_file_type_idx" ON "public"."storage_usage"("file_type");

-- CreateIndex
CREATE UNIQUE INDEX "storage_usage_customer_id_file_type_category_key" ON "public"."storage_usage"("customer_id", "file_type", "category");

-- CreateIndex
CREATE INDEX "storage_transactions_customer_id_idx" ON "public"."storage_transactions"("customer_id");

-- CreateIndex
CREATE INDEX "storage_transactions_action_idx" ON "public"."storage_transactions"("action");

-- CreateIndex
CREATE INDEX "storage_transactions_created_at_idx" ON "public"."storage_transactions"("created_at");

-- CreateIndex
CREATE INDEX "storage_transactions_file_path_idx" ON "public"."storage_transactions"("file_path");

-- AddForeignKey
ALTER TABLE "public"."storage_usage" ADD CONSTRAINT "storage_usage_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."storage_transactions" ADD CONSTRAINT "storage_transactions_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."storage_transactions" ADD CONSTRAINT "storage_transactions_uploaded_by_fkey" FOREIGN KEY ("uploaded_by") REFERENCES "public"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
