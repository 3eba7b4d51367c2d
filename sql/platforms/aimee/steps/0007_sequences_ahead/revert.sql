-- Back to where it stood, but only where no row was made since: a number is never given twice because of a revert.
DO $back$
DECLARE
    fed record;
    highest bigint;
BEGIN
    FOR fed IN SELECT * FROM golive_undo.sequences AS s ORDER BY s.sequence LOOP
        EXECUTE pg_catalog.format('SELECT coalesce(max(%s), 0) FROM %s', fed.name, fed.relation) INTO highest;
        IF highest <= fed.highest THEN
            PERFORM pg_catalog.setval(fed.sequence::regclass, fed.last_value, fed.is_called);
        END IF;
    END LOOP;
END
$back$;

DROP TABLE golive_undo.sequences;
