-- Why: The triggers on invoice_attachments by what they do, as the application: storage_used follows an insert, a change of size,
--   a delete and a delete by cascade, agrees with a recount from the rows each time, never falls below 0, and each upload
--   and deletion leaves its line in storage_transactions.
SET LOCAL ROLE propertyhub_app;

INSERT INTO public.customers (id, company, owner, email, "updatedAt")
VALUES ('smoke-customer', 'Smoke Homes', 'Owner of Smoke Homes', 'office@smoke.test', CURRENT_TIMESTAMP);

INSERT INTO public.users (id, "customerId", name, email, role, "updatedAt")
VALUES ('smoke-member', 'smoke-customer', 'Member of Smoke Homes', 'member@smoke.test', 'team', CURRENT_TIMESTAMP);

INSERT INTO public.developer_projects (id, "customerId", "developerId", name, "projectType", "updatedAt")
VALUES ('smoke-project', 'smoke-customer', 'smoke-member', 'Smoke House', 'residential', CURRENT_TIMESTAMP);

INSERT INTO public.project_invoices (id, "projectId", "invoiceNumber", description, category, amount, "updatedAt")
VALUES ('smoke-invoice-1', 'smoke-project', 'SMOKE-1', 'Bricks', 'materials', 100, CURRENT_TIMESTAMP),
       ('smoke-invoice-2', 'smoke-project', 'SMOKE-2', 'Tiles', 'materials', 100, CURRENT_TIMESTAMP);

INSERT INTO public.invoice_attachments (id, invoice_id, customer_id, file_path, file_name, file_size, file_type, mime_type, uploaded_by)
VALUES ('smoke-file-1', 'smoke-invoice-1', 'smoke-customer', 'smoke/1', '1.pdf', 1000, 'pdf', 'application/pdf', 'smoke-member'),
       ('smoke-file-2', 'smoke-invoice-1', 'smoke-customer', 'smoke/2', '2.pdf', 200, 'pdf', 'application/pdf', 'smoke-member'),
       ('smoke-file-3', 'smoke-invoice-2', 'smoke-customer', 'smoke/3', '3.png', 30, 'image', 'image/png', 'smoke-member');

SELECT pg_catalog.set_config('smoke.inserted', c.storage_used || ' of ' || pg_catalog.sum(a.file_size), true)
FROM public.customers AS c JOIN public.invoice_attachments AS a ON a.customer_id = c.id
WHERE c.id = 'smoke-customer' GROUP BY c.id;

UPDATE public.invoice_attachments SET file_size = 500 WHERE id = 'smoke-file-1';

SELECT pg_catalog.set_config('smoke.resized', c.storage_used || ' of ' || pg_catalog.sum(a.file_size), true)
FROM public.customers AS c JOIN public.invoice_attachments AS a ON a.customer_id = c.id
WHERE c.id = 'smoke-customer' GROUP BY c.id;

DELETE FROM public.invoice_attachments WHERE id = 'smoke-file-2';

SELECT pg_catalog.set_config('smoke.deleted', c.storage_used || ' of ' || pg_catalog.sum(a.file_size), true)
FROM public.customers AS c JOIN public.invoice_attachments AS a ON a.customer_id = c.id
WHERE c.id = 'smoke-customer' GROUP BY c.id;

DELETE FROM public.project_invoices WHERE id = 'smoke-invoice-1';

SELECT pg_catalog.set_config('smoke.cascaded', c.storage_used || ' of ' || pg_catalog.sum(a.file_size), true)
FROM public.customers AS c JOIN public.invoice_attachments AS a ON a.customer_id = c.id
WHERE c.id = 'smoke-customer' GROUP BY c.id;

UPDATE public.customers SET storage_used = 10 WHERE id = 'smoke-customer';

DELETE FROM public.invoice_attachments WHERE id = 'smoke-file-3';

SELECT pg_catalog.format('after %s, storage_used is %s by the rows: %s', m.moment, m.wanted, coalesce(pg_catalog.current_setting('smoke.' || m.moment, true), 'nothing seen')),
       pg_catalog.current_setting('smoke.' || m.moment, true) = m.wanted
FROM (VALUES ('inserted', '1230 of 1230'), ('resized', '730 of 730'), ('deleted', '530 of 530'), ('cascaded', '30 of 30')) AS m(moment, wanted)
UNION ALL
SELECT 'storage_used stops at 0', c.storage_used = 0
FROM public.customers AS c WHERE c.id = 'smoke-customer'
UNION ALL
SELECT 'three uploads and three deletions are logged',
       pg_catalog.count(*) FILTER (WHERE t.action = 'upload') = 3 AND pg_catalog.count(*) FILTER (WHERE t.action = 'delete') = 3
FROM public.storage_transactions AS t WHERE t.customer_id = 'smoke-customer'
UNION ALL
SELECT 'no other customer''s storage_used differs from its rows', pg_catalog.count(*) = 0
FROM public.customers AS c
WHERE c.storage_used IS DISTINCT FROM coalesce(
    (SELECT pg_catalog.sum(a.file_size) FROM public.invoice_attachments AS a WHERE a.customer_id = c.id), 0);
