DROP TRIGGER update_storage_on_attachment_update ON public.invoice_attachments;

DROP TRIGGER update_storage_on_attachment_insert ON public.invoice_attachments;

DROP TRIGGER update_storage_on_attachment_delete ON public.invoice_attachments;

DROP TRIGGER trigger_log_invoice_attachment_upload ON public.invoice_attachments;

DROP TRIGGER trigger_log_invoice_attachment_deletion ON public.invoice_attachments;

DROP TRIGGER trigger_update_storage_limit ON public.customers;

DROP FUNCTION public.log_invoice_attachment_deletion();

DROP FUNCTION public.log_invoice_attachment_upload();

DROP FUNCTION public.update_storage_on_attachment();

DROP FUNCTION public.update_customer_storage_limit();
