-- P10 [leftovers] mails of a rehearsal wait to be sent
-- names: public.email_queue
INSERT INTO public.email_queue (id, customer_id, to_email, subject, body_html, status, created_at, updated_at)
SELECT gen_random_uuid(), min(id), 'owner@alder.test', 'x', 'x', 'pending', now() - interval '40 days', now() FROM public.customers;
