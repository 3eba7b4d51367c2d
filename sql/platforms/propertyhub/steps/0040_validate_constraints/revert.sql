ALTER TABLE public.project_expenses DROP CONSTRAINT "project_expenses_vendorId_fkey";

ALTER TABLE public.project_expenses
    ADD CONSTRAINT "project_expenses_vendorId_fkey" FOREIGN KEY ("vendorId") REFERENCES public.vendors (id)
    ON UPDATE CASCADE ON DELETE SET NULL NOT VALID;

ALTER TABLE public.invoice_attachments
    DROP CONSTRAINT chk_file_size,
    DROP CONSTRAINT chk_file_type;

ALTER TABLE public.invoice_attachments
    ADD CONSTRAINT chk_file_size CHECK (file_size > 0 AND file_size <= 52428800) NOT VALID,
    ADD CONSTRAINT chk_file_type CHECK (file_type IN ('image', 'pdf', 'document', 'spreadsheet', 'other')) NOT VALID;

ALTER TABLE public.customers
    DROP CONSTRAINT chk_storage_limit_positive,
    DROP CONSTRAINT chk_storage_used_positive;

ALTER TABLE public.customers
    ADD CONSTRAINT chk_storage_limit_positive CHECK (storage_limit > 0) NOT VALID,
    ADD CONSTRAINT chk_storage_used_positive CHECK (storage_used >= 0) NOT VALID;
