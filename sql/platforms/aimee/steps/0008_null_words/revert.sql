UPDATE public.organizations AS o
SET domain = n.was ->> 'domain',
    contact_email = n.was ->> 'contact_email',
    contact_phone = n.was ->> 'contact_phone',
    billing_email = n.was ->> 'billing_email'
FROM golive_undo.null_words AS n
WHERE n.relation = 'organizations' AND n.id = o.id;

UPDATE public.users AS u
SET full_name = n.was ->> 'full_name',
    phone = n.was ->> 'phone'
FROM golive_undo.null_words AS n
WHERE n.relation = 'users' AND n.id = u.id;

UPDATE public.knowledge_documents AS d
SET summary = n.was ->> 'summary'
FROM golive_undo.null_words AS n
WHERE n.relation = 'knowledge_documents' AND n.id = d.id;

UPDATE public.agent_workflows AS w
SET description = n.was ->> 'description'
FROM golive_undo.null_words AS n
WHERE n.relation = 'agent_workflows' AND n.id = w.id;

UPDATE public.integrations AS i
SET metadata = n.was -> 'metadata'
FROM golive_undo.null_words AS n
WHERE n.relation = 'integrations' AND n.id = i.id;

DROP TABLE golive_undo.null_words;
