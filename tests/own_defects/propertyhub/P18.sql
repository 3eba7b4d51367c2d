-- P18 [rules] a mail says that it was sent, and not when
-- names: a mail that went out says when, and one that failed says why
INSERT INTO public.email_queue (customer_id, to_email, subject, body_html, status)
SELECT id, 'member@alder.test', 'Invoice', '<p>Invoice</p>', 'sent' FROM public.customers ORDER BY id LIMIT 1;
