-- P19 [rules] a mail was given up
-- names: no mail failed for good
INSERT INTO public.email_queue (customer_id, to_email, subject, body_html, status, error_message, failed_at)
SELECT id, 'member@alder.test', 'Invoice', '<p>Invoice</p>', 'failed', 'mailbox unavailable', now()
FROM public.customers ORDER BY id LIMIT 1;
