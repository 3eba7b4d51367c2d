DO $$
DECLARE
    found_function record;
BEGIN
    FOR found_function IN SELECT f.definition FROM golive_undo.bna_functions AS f ORDER BY f.signature LOOP
        EXECUTE found_function.definition;
    END LOOP;
END;
$$;
DROP TABLE golive_undo.bna_functions;
