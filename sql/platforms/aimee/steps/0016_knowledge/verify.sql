SELECT pg_catalog.format('document %s is published and knows since when', d.id)
FROM public.knowledge_documents AS d
WHERE d.status = 'published' AND d.published_at IS NULL
UNION ALL
SELECT pg_catalog.format('document %s lies in a folder of its organisation, or in none', d.id)
FROM public.knowledge_documents AS d
WHERE d.folder_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM public.knowledge_folders AS f WHERE f.id = d.folder_id AND f.organization_id = d.organization_id)
UNION ALL
SELECT 'golive_undo.knowledge keeps what was found'
WHERE pg_catalog.to_regclass('golive_undo.knowledge') IS NULL;
