-- P08 [system rows] a template greets by a name that nobody fills
-- names: public.notification_templates
UPDATE public.notification_templates SET body_html = replace(body_html, '{{recipientName}}', '{{recipient_name}}')
WHERE name = 'payment_received' AND customer_id IS NULL;
