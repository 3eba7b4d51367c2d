-- Why: The export script of the runbook pastes values into text: NULL became the words null and undefined. Mail is
--   sent to undefined, the unique domain null belongs to whoever came first, and every test for NULL is wrong.
-- Phase: backfill
-- Locks: row locks on the rows that hold such a word
-- Requires: 0001_undo_schema
-- Transaction: one

CREATE TABLE golive_undo.null_words AS
SELECT 'organizations' AS relation, o.id, pg_catalog.jsonb_build_object('domain', o.domain, 'contact_email', o.contact_email, 'contact_phone', o.contact_phone, 'billing_email', o.billing_email) AS was
FROM public.organizations AS o
WHERE o.domain IN ('null', 'undefined') OR o.contact_email IN ('null', 'undefined') OR o.contact_phone IN ('null', 'undefined') OR o.billing_email IN ('null', 'undefined')
UNION ALL
SELECT 'users' AS relation, u.id, pg_catalog.jsonb_build_object('full_name', u.full_name, 'phone', u.phone) AS was
FROM public.users AS u
WHERE u.full_name IN ('null', 'undefined') OR u.phone IN ('null', 'undefined')
UNION ALL
SELECT 'knowledge_documents' AS relation, d.id, pg_catalog.jsonb_build_object('summary', d.summary) AS was
FROM public.knowledge_documents AS d
WHERE d.summary IN ('null', 'undefined')
UNION ALL
SELECT 'agent_workflows' AS relation, w.id, pg_catalog.jsonb_build_object('description', w.description) AS was
FROM public.agent_workflows AS w
WHERE w.description IN ('null', 'undefined')
UNION ALL
SELECT 'integrations', i.id, pg_catalog.jsonb_build_object('metadata', i.metadata)
FROM public.integrations AS i
WHERE i.metadata IN ('"null"', '"undefined"');

UPDATE public.organizations AS o
SET domain = nullif(nullif(o.domain, 'null'), 'undefined'),
    contact_email = nullif(nullif(o.contact_email, 'null'), 'undefined'),
    contact_phone = nullif(nullif(o.contact_phone, 'null'), 'undefined'),
    billing_email = nullif(nullif(o.billing_email, 'null'), 'undefined')
FROM golive_undo.null_words AS n
WHERE n.relation = 'organizations' AND n.id = o.id;

UPDATE public.users AS u
SET full_name = nullif(nullif(u.full_name, 'null'), 'undefined'),
    phone = nullif(nullif(u.phone, 'null'), 'undefined')
FROM golive_undo.null_words AS n
WHERE n.relation = 'users' AND n.id = u.id;

UPDATE public.knowledge_documents AS d
SET summary = nullif(nullif(d.summary, 'null'), 'undefined')
FROM golive_undo.null_words AS n
WHERE n.relation = 'knowledge_documents' AND n.id = d.id;

UPDATE public.agent_workflows AS w
SET description = nullif(nullif(w.description, 'null'), 'undefined')
FROM golive_undo.null_words AS n
WHERE n.relation = 'agent_workflows' AND n.id = w.id;

UPDATE public.integrations AS i
SET metadata = '{}'
FROM golive_undo.null_words AS n
WHERE n.relation = 'integrations' AND n.id = i.id;
