-- CreateTable
CREATE TABLE "public"."invoice_attachments" (
    "id" TEXT NOT NULL DEFAULT (gen_random_uuid())::text,
    "invoice_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "file_path" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_size" BIGINT NOT NULL,
    "file_type" TEXT NOT NULL,
    "mime_type" TEXT NOT NULL,
    "uploaded_by" TEXT NOT NULL,
    "uploaded_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "metadata" JSONB,

    CONSTRAINT "invoice_attachments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "invoice_attachments_customer_id_idx" ON "public"."invoice_attachments"("customer_id");

-- CreateIndex
CREATE INDEX "invoice_attachments_invoice_id_idx" ON "public"."invoice_attachments"("invoice_id");

-- CreateIndex
CREATE INDEX "invoice_attachments_file_type_idx" ON "public"."invoice_attachments"("file_type");

-- CreateIndex
CREATE INDEX "invoice_attachments_uploaded_at_idx" ON "public"."invoice_attachments"("uploaded_at");

-- AddForeignKey
ALTER TABLE "public"."invoice_attachments" ADD CONSTRAINT "invoice_attachments_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."invoice_attachments" ADD CONSTRAINT "invoice_attachments_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "public"."project_invoices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."invoice_attachments" ADD CONSTRAINT "invoice_attachments_uploaded_by_fkey" FOREIGN KEY ("uploaded_by") REFERENCES "public"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
