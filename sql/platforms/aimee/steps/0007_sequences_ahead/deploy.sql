-- Why: Rows were inserted with the ids of development and no sequence was moved: the first workflow, document or menu
--   item that somebody makes after go-live is refused as a duplicate. Neither the runbook nor its export script speaks of
--   sequences.
-- Phase: backfill
-- Locks: none that blocks
-- Requires: 0001_undo_schema, 0002_tables_of_the_release
-- Transaction: one

CREATE TABLE golive_undo.sequences (
    sequence text NOT NULL,
    relation text NOT NULL,
    name text NOT NULL,
    last_value bigint NOT NULL,
    is_called boolean NOT NULL,
    highest bigint NOT NULL
);

-- By name from the catalog: a table that a later release adds is not forgotten. Rows inserted meanwhile only move further.
DO $ahead$
DECLARE
    fed record;
    stood record;
    highest bigint;
BEGIN
    FOR fed IN
        SELECT s.oid::regclass::text AS sequence, c.oid::regclass::text AS relation, pg_catalog.quote_ident(a.attname) AS name
        FROM pg_catalog.pg_depend AS d
        JOIN pg_catalog.pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
        JOIN pg_catalog.pg_class AS c ON c.oid = d.refobjid AND c.relnamespace = 'public'::regnamespace
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'a'
        ORDER BY 1
    LOOP
        EXECUTE pg_catalog.format('SELECT coalesce(max(%s), 0) FROM %s', fed.name, fed.relation) INTO highest;
        EXECUTE pg_catalog.format('SELECT last_value, is_called FROM %s', fed.sequence) INTO stood;
        INSERT INTO golive_undo.sequences VALUES (fed.sequence, fed.relation, fed.name, stood.last_value, stood.is_called, highest);
        IF highest > stood.last_value OR (highest = stood.last_value AND NOT stood.is_called) THEN
            PERFORM pg_catalog.setval(fed.sequence::regclass, highest);
        END IF;
    END LOOP;
END
$ahead$;
