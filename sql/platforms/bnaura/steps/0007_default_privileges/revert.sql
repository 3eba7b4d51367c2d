-- Taken away and given again in the order found: the access lists are then the same to the letter.
DO $$
DECLARE
    was record;
    words constant jsonb := '{"r": "TABLES", "S": "SEQUENCES", "f": "FUNCTIONS", "T": "TYPES"}';
BEGIN
    FOR was IN
        SELECT DISTINCT d.schema_name, d.object_type, d.grantee FROM golive_undo.bna_default_privileges AS d
        WHERE d.schema_name IS NOT NULL ORDER BY 1, 2, 3
    LOOP
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE bnaura_owner IN SCHEMA %I REVOKE ALL ON %s FROM %s',
            was.schema_name, words ->> was.object_type, was.grantee);
    END LOOP;
    FOR was IN
        SELECT d.* FROM golive_undo.bna_default_privileges AS d
        WHERE d.schema_name IS NOT NULL ORDER BY d.schema_name, d.object_type, d.position
    LOOP
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE bnaura_owner IN SCHEMA %I GRANT %s ON %s TO %s%s',
            was.schema_name, was.privilege_type, words ->> was.object_type, was.grantee,
            CASE WHEN was.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
    END LOOP;
    IF NOT EXISTS (SELECT FROM golive_undo.bna_default_privileges AS d
                   WHERE d.schema_name IS NULL AND d.object_type = 'f')
       OR EXISTS (SELECT FROM golive_undo.bna_default_privileges AS d
                  WHERE d.schema_name IS NULL AND d.object_type = 'f' AND d.grantee = 'PUBLIC') THEN
        ALTER DEFAULT PRIVILEGES FOR ROLE bnaura_owner GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
    END IF;
END;
$$;
DROP TABLE golive_undo.bna_default_privileges;
