-- Why: The five templates, with their key in name and the channel in type. The tool's migration had stored the key in type under
--   one default name, the runbook's own file knew three of the five, and its audit compared type with the keys and called
--   four of five missing. Subject, both bodies and the list of placeholders belong together here.
-- Phase: seeds
-- Locks: none that blocks
-- Requires: 0001_undo_schema, 0006_notification_system, 0009_updated_at_triggers
-- Transaction: one

CREATE TABLE golive_undo.notification_templates AS
SELECT t.* FROM public.notification_templates AS t WHERE t.customer_id IS NULL;

WITH wanted(name, subject, body_text, variables) AS (VALUES
    ('invoice_approved', 'Invoice {{invoiceNumber}} approved',
     'Hello {{recipientName}}, invoice {{invoiceNumber}} over {{amount}} was approved by {{approverName}}.',
     '["recipientName", "invoiceNumber", "amount", "approverName"]'::jsonb),
    ('invoice_rejected', 'Invoice {{invoiceNumber}} rejected',
     'Hello {{recipientName}}, invoice {{invoiceNumber}} over {{amount}} was rejected by {{approverName}}: {{reason}}.',
     '["recipientName", "invoiceNumber", "amount", "approverName", "reason"]'),
    ('invoice_pending_approval', 'Invoice {{invoiceNumber}} waits for your approval',
     'Hello {{recipientName}}, invoice {{invoiceNumber}} over {{amount}} waits for you until {{dueDate}}: {{actionUrl}}',
     '["recipientName", "invoiceNumber", "amount", "dueDate", "actionUrl"]'),
    ('team_invitation', '{{inviterName}} invites you to {{companyName}}',
     'Hello {{recipientName}}, {{inviterName}} invites you to {{companyName}} as {{roleName}}: {{actionUrl}}',
     '["recipientName", "inviterName", "companyName", "roleName", "actionUrl"]'),
    ('payment_received', 'Payment of {{amount}} received',
     'Hello {{recipientName}}, we received {{amount}} for invoice {{invoiceNumber}} on {{paidDate}}.',
     '["recipientName", "amount", "invoiceNumber", "paidDate"]')
), mended AS (
    UPDATE public.notification_templates AS t
    SET name = w.name, type = 'email', subject = w.subject, body_text = w.body_text,
        body_html = '<p>' || w.body_text || '</p>', variables = w.variables, is_system = true, is_active = true
    FROM wanted AS w
    WHERE t.customer_id IS NULL
      AND ((t.name = w.name AND t.type = 'email') OR (t.name = 'default_template' AND t.type = w.name))
    RETURNING t.name
)
INSERT INTO public.notification_templates (name, type, subject, body_text, body_html, variables, is_system)
SELECT w.name, 'email', w.subject, w.body_text, '<p>' || w.body_text || '</p>', w.variables, true
FROM wanted AS w
WHERE w.name NOT IN (SELECT m.name FROM mended AS m);
