-- Why: the list from which invoices are opened and approved
-- Identity: role propertyhub_app
-- Weight: 4
-- Release: both
-- Keys: SELECT id FROM public.developer_projects
SELECT i.id, i."projectId", i."invoiceNumber", i.amount, i.status, count(a.id)
FROM public.project_invoices i
LEFT JOIN public.invoice_attachments a ON a.invoice_id = i.id
WHERE i."projectId" = $1
GROUP BY i.id
ORDER BY i."invoiceNumber";
