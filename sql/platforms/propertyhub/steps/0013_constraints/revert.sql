ALTER TABLE public.project_expenses DROP CONSTRAINT "project_expenses_vendorId_fkey";

ALTER TABLE public.invoice_attachments DROP CONSTRAINT chk_file_size;

ALTER TABLE public.customers
    DROP CONSTRAINT chk_storage_limit_positive,
    DROP CONSTRAINT chk_storage_used_positive;
