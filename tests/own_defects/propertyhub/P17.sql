-- P17 [references] a mail waits for a template that has another name
-- names: a mail that waits has its template
INSERT INTO public.email_queue (customer_id, to_email, subject, body_html, template_name, created_at, updated_at)
VALUES ('cus-alder', 'owner@alder.test', 'Invoice', '<p>Invoice</p>', 'invoice_approval_request', now(), now());
