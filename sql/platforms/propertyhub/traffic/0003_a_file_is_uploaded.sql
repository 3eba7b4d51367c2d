-- Why: an attachment comes with an invoice; from the migration on it counts against the quota of its customer
-- Identity: role propertyhub_app
-- Weight: 1
-- Release: both
-- Keys: SELECT i.id, p."customerId", p."developerId" FROM public.project_invoices i
--   JOIN public.developer_projects p ON p.id = i."projectId"
INSERT INTO public.invoice_attachments
    (invoice_id, customer_id, file_path, file_name, file_size, file_type, mime_type, uploaded_by)
VALUES ($1, $2, 'meanwhile/' || gen_random_uuid(), 'bill.pdf', 1000, 'pdf', 'application/pdf', $3)
RETURNING id;
