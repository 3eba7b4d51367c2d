DO $$
DECLARE
    index_found record;
BEGIN
    FOR index_found IN SELECT i.name, i.definition FROM golive_undo.bna_indexes AS i ORDER BY i.name LOOP
        EXECUTE index_found.definition;
    END LOOP;
END;
$$;
DROP TABLE golive_undo.bna_indexes;
