-- Why: The export script of the runbook pastes values into text: NULL became the words null and undefined. Mail is
--   sent to undefined, the unique domain null belongs to whoever came first, and every test for NULL is wrong.
-- Phase: backfill
-- Locks: row locks on the rows of a batch that hold such a word
-- Requires: 0001_undo_schema
-- Transaction: batches
-- Batch: golive_undo.null_words by relation, id

CREATE TABLE golive_undo.null_words (relation text, id integer, was jsonb NOT NULL, PRIMARY KEY (relation, id));

INSERT INTO golive_undo.null_words (relation, id, was)
SELECT 'organizations', o.id, pg_catalog.jsonb_build_object(
           'domain', CASE WHEN o.domain IN ('null', 'undefined') THEN o.domain END,
           'contact_email', CASE WHEN o.contact_email IN ('null', 'undefined') THEN o.contact_email END,
           'contact_phone', CASE WHEN o.contact_phone IN ('null', 'undefined') THEN o.contact_phone END,
           'billing_email', CASE WHEN o.billing_email IN ('null', 'undefined') THEN o.billing_email END)
FROM public.organizations AS o
WHERE o.domain IN ('null', 'undefined') OR o.contact_email IN ('null', 'undefined') OR o.contact_phone IN ('null', 'undefined') OR o.billing_email IN ('null', 'undefined')
UNION ALL
SELECT 'users', u.id, pg_catalog.jsonb_build_object(
           'full_name', CASE WHEN u.full_name IN ('null', 'undefined') THEN u.full_name END,
           'phone', CASE WHEN u.phone IN ('null', 'undefined') THEN u.phone END)
FROM public.users AS u
WHERE u.full_name IN ('null', 'undefined') OR u.phone IN ('null', 'undefined')
UNION ALL
SELECT 'knowledge_documents', d.id, pg_catalog.jsonb_build_object(
           'summary', CASE WHEN d.summary IN ('null', 'undefined') THEN d.summary END)
FROM public.knowledge_documents AS d
WHERE d.summary IN ('null', 'undefined')
UNION ALL
SELECT 'agent_workflows', w.id, pg_catalog.jsonb_build_object(
           'description', CASE WHEN w.description IN ('null', 'undefined') THEN w.description END)
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
FROM pg_temp.golive_batch AS n
WHERE n.relation = 'organizations' AND n.id = o.id;

UPDATE public.users AS u
SET full_name = nullif(nullif(u.full_name, 'null'), 'undefined'),
    phone = nullif(nullif(u.phone, 'null'), 'undefined')
FROM pg_temp.golive_batch AS n
WHERE n.relation = 'users' AND n.id = u.id;

UPDATE public.knowledge_documents AS d
SET summary = nullif(nullif(d.summary, 'null'), 'undefined')
FROM pg_temp.golive_batch AS n
WHERE n.relation = 'knowledge_documents' AND n.id = d.id;

UPDATE public.agent_workflows AS w
SET description = nullif(nullif(w.description, 'null'), 'undefined')
FROM pg_temp.golive_batch AS n
WHERE n.relation = 'agent_workflows' AND n.id = w.id;

UPDATE public.integrations AS i
SET metadata = '{}'
FROM pg_temp.golive_batch AS n
WHERE n.relation = 'integrations' AND n.id = i.id;
