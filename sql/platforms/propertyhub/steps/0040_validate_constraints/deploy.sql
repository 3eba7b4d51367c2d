-- Why: What was added NOT VALID binds new rows only; after the backfill the old ones are proved too. The runbook looks at no row.
-- Phase: validation
-- Locks: SHARE UPDATE EXCLUSIVE on one table after the other: readers and writers go on
-- Requires: 0013_constraints, 0020_attachment_file_types, 0021_storage_from_rows, 0022_vendors_of_expenses
-- Transaction: one

ALTER TABLE public.customers VALIDATE CONSTRAINT chk_storage_limit_positive;

ALTER TABLE public.customers VALIDATE CONSTRAINT chk_storage_used_positive;

ALTER TABLE public.invoice_attachments VALIDATE CONSTRAINT chk_file_size;

ALTER TABLE public.invoice_attachments VALIDATE CONSTRAINT chk_file_type;

ALTER TABLE public.project_expenses VALIDATE CONSTRAINT "project_expenses_vendorId_fkey";
