-- What somebody has written since, or the walk never reached, stays.
UPDATE public.organizations AS o
SET domain = coalesce(o.domain, n.was ->> 'domain'),
    contact_email = coalesce(o.contact_email, n.was ->> 'contact_email'),
    contact_phone = coalesce(o.contact_phone, n.was ->> 'contact_phone'),
    billing_email = coalesce(o.billing_email, n.was ->> 'billing_email')
FROM pg_temp.golive_batch JOIN golive_undo.null_words AS n USING (relation, id)
WHERE n.relation = 'organizations' AND n.id = o.id;

UPDATE public.users AS u
SET full_name = coalesce(u.full_name, n.was ->> 'full_name'),
    phone = coalesce(u.phone, n.was ->> 'phone')
FROM pg_temp.golive_batch JOIN golive_undo.null_words AS n USING (relation, id)
WHERE n.relation = 'users' AND n.id = u.id;

UPDATE public.knowledge_documents AS d
SET summary = coalesce(d.summary, n.was ->> 'summary')
FROM pg_temp.golive_batch JOIN golive_undo.null_words AS n USING (relation, id)
WHERE n.relation = 'knowledge_documents' AND n.id = d.id;

UPDATE public.agent_workflows AS w
SET description = coalesce(w.description, n.was ->> 'description')
FROM pg_temp.golive_batch JOIN golive_undo.null_words AS n USING (relation, id)
WHERE n.relation = 'agent_workflows' AND n.id = w.id;

UPDATE public.integrations AS i
SET metadata = n.was -> 'metadata'
FROM pg_temp.golive_batch JOIN golive_undo.null_words AS n USING (relation, id)
WHERE n.relation = 'integrations' AND n.id = i.id AND i.metadata = '{}';

DROP TABLE golive_undo.null_words;
