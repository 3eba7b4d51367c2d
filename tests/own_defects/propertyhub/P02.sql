-- P02 [triggers] the storage of a customer who is given a file is not counted
-- names: public.invoice_attachments.update_storage_on_attachment_update
DROP TRIGGER update_storage_on_attachment_update ON public.invoice_attachments;
CREATE TRIGGER update_storage_on_attachment_update AFTER UPDATE OF file_size ON public.invoice_attachments
    FOR EACH ROW EXECUTE FUNCTION public.update_storage_on_attachment();
