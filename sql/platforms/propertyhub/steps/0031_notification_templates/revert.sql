DELETE FROM public.notification_templates AS t
WHERE t.customer_id IS NULL
  AND t.name IN ('invoice_approved', 'invoice_rejected', 'invoice_pending_approval', 'team_invitation', 'payment_received')
  AND NOT EXISTS (SELECT FROM golive_undo.notification_templates AS was WHERE was.id = t.id);

-- The trigger would stamp the rows with today.
ALTER TABLE public.notification_templates DISABLE TRIGGER notification_templates_updated_at;

UPDATE public.notification_templates AS t
SET name = was.name, type = was.type, subject = was.subject, body_html = was.body_html, body_text = was.body_text,
    variables = was.variables, is_system = was.is_system, is_active = was.is_active, updated_at = was.updated_at
FROM golive_undo.notification_templates AS was
WHERE t.id = was.id;

ALTER TABLE public.notification_templates ENABLE TRIGGER notification_templates_updated_at;

DROP TABLE golive_undo.notification_templates;
