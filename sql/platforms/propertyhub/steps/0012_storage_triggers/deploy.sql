-- Why: The runbook asks for update_storage_on_attachment_insert and _delete, which existed in no file: storage_used was moved
--   by the application alone, and by nothing where rows went by cascade. Here the database counts: each attachment
--   inserted, deleted, resized or handed over moves its customer's storage_used in the same transaction, never below 0.
--   The application's own counting must be off from this release on, or a file counts twice.
-- Phase: schema
-- Locks: SHARE ROW EXCLUSIVE on customers and invoice_attachments for an instant
-- Requires: 0002_record_invoice_attachments, 0004_storage_tables
-- Transaction: one

CREATE FUNCTION public.update_customer_storage_limit() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    UPDATE public.customers AS c SET storage_limit = p.storage_limit
    FROM public.plans AS p
    WHERE c.id = NEW.id AND p.id = NEW."planId" AND NEW."planId" IS DISTINCT FROM OLD."planId";
    RETURN NULL;
END
$function$;

ALTER FUNCTION public.update_customer_storage_limit() OWNER TO propertyhub_owner;

CREATE FUNCTION public.update_storage_on_attachment() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE public.customers
        SET storage_used = GREATEST(0, coalesce(storage_used, 0) - OLD.file_size) WHERE id = OLD.customer_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE public.customers
        SET storage_used = coalesce(storage_used, 0) + NEW.file_size WHERE id = NEW.customer_id;
    END IF;
    RETURN NULL;
END
$function$;

ALTER FUNCTION public.update_storage_on_attachment() OWNER TO propertyhub_owner;

CREATE FUNCTION public.log_invoice_attachment_upload() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    INSERT INTO public.storage_transactions
        (id, customer_id, file_id, file_path, file_name, file_size, file_type, action, uploaded_by)
    VALUES (gen_random_uuid()::text, NEW.customer_id, NEW.id, NEW.file_path, NEW.file_name, NEW.file_size,
            NEW.file_type, 'upload', NEW.uploaded_by);
    RETURN NULL;
END
$function$;

ALTER FUNCTION public.log_invoice_attachment_upload() OWNER TO propertyhub_owner;

-- Where the customer itself is being deleted, there is nobody left to keep a log for.
CREATE FUNCTION public.log_invoice_attachment_deletion() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    INSERT INTO public.storage_transactions
        (id, customer_id, file_id, file_path, file_name, file_size, file_type, action, uploaded_by)
    SELECT gen_random_uuid()::text, c.id, OLD.id, OLD.file_path, OLD.file_name, OLD.file_size,
           OLD.file_type, 'delete', OLD.uploaded_by
    FROM public.customers AS c WHERE c.id = OLD.customer_id;
    RETURN OLD;
END
$function$;

ALTER FUNCTION public.log_invoice_attachment_deletion() OWNER TO propertyhub_owner;

CREATE TRIGGER trigger_update_storage_limit AFTER UPDATE OF "planId" ON public.customers
    FOR EACH ROW EXECUTE FUNCTION public.update_customer_storage_limit();

CREATE TRIGGER trigger_log_invoice_attachment_deletion BEFORE DELETE ON public.invoice_attachments
    FOR EACH ROW EXECUTE FUNCTION public.log_invoice_attachment_deletion();

CREATE TRIGGER trigger_log_invoice_attachment_upload AFTER INSERT ON public.invoice_attachments
    FOR EACH ROW EXECUTE FUNCTION public.log_invoice_attachment_upload();

CREATE TRIGGER update_storage_on_attachment_delete AFTER DELETE ON public.invoice_attachments
    FOR EACH ROW EXECUTE FUNCTION public.update_storage_on_attachment();

CREATE TRIGGER update_storage_on_attachment_insert AFTER INSERT ON public.invoice_attachments
    FOR EACH ROW EXECUTE FUNCTION public.update_storage_on_attachment();

CREATE TRIGGER update_storage_on_attachment_update AFTER UPDATE OF file_size, customer_id ON public.invoice_attachments
    FOR EACH ROW EXECUTE FUNCTION public.update_storage_on_attachment();
