-- Why: The checks that `db push` cannot make, the two of the quota, and the foreign key that hands dropped. The runbook checks
--   no constraint at all. NOT VALID: new rows obey at once, old ones are proved at the end. The check of file types stands only
--   behind its backfill: an old row that breaks a check can no longer be written to, NOT VALID or not.
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on customers and invoice_attachments, SHARE ROW EXCLUSIVE on project_expenses and vendors, for an instant
-- Requires: 0002_record_invoice_attachments, 0004_storage_tables
-- Transaction: one

ALTER TABLE public.customers
    ADD CONSTRAINT chk_storage_limit_positive CHECK (storage_limit > 0) NOT VALID,
    ADD CONSTRAINT chk_storage_used_positive CHECK (storage_used >= 0) NOT VALID;

ALTER TABLE public.invoice_attachments
    ADD CONSTRAINT chk_file_size CHECK (file_size > 0 AND file_size <= 52428800) NOT VALID;

ALTER TABLE public.project_expenses
    ADD CONSTRAINT "project_expenses_vendorId_fkey" FOREIGN KEY ("vendorId") REFERENCES public.vendors (id)
    ON UPDATE CASCADE ON DELETE SET NULL NOT VALID;
