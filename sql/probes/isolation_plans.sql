-- What a session may not even plan: a right that is missing, or policies that ask each other without end. Each plan takes
-- the lock that the command takes, and its subtransaction gives it back. No answer within the lock timeout is no failure.
DO $plan$
DECLARE
    asked jsonb := current_setting('golive.asked')::jsonb;
    failed jsonb := '{}';
    one jsonb;
    name text;
    value text;
    first text;
BEGIN
    PERFORM set_config('search_path', asked ->> 'path', true), set_config('lock_timeout', '200ms', true),
        set_config('row_security', 'on', true);
    FOR name, value IN SELECT * FROM pg_catalog.jsonb_each_text(asked -> 'settings') LOOP
        PERFORM pg_catalog.set_config(name, value, true);
    END LOOP;
    FOR one IN SELECT * FROM pg_catalog.jsonb_array_elements(asked -> 'plans') LOOP
        BEGIN
            SELECT a.attname INTO first FROM pg_catalog.pg_attribute AS a
            WHERE a.attrelid = (one ->> 'relation')::pg_catalog.regclass AND a.attnum > 0 AND NOT a.attisdropped
              AND pg_catalog.has_column_privilege(asked ->> 'role', a.attrelid, a.attnum, 'UPDATE')
            ORDER BY a.attnum LIMIT 1;
            PERFORM pg_catalog.set_config('role', asked ->> 'role', true);
            EXECUTE CASE one ->> 'command'
                WHEN 'UPDATE' THEN pg_catalog.format(
                    'EXPLAIN (VERBOSE, COSTS OFF) UPDATE %s SET %I = DEFAULT', one ->> 'relation', first)
                ELSE 'EXPLAIN (VERBOSE, COSTS OFF) DELETE FROM ' || (one ->> 'relation')
            END;
            RAISE EXCEPTION USING ERRCODE = 'GL000';
        EXCEPTION
            WHEN SQLSTATE 'GL000' THEN NULL;
            WHEN insufficient_privilege OR invalid_object_definition THEN
                failed := failed || pg_catalog.jsonb_build_object(one ->> 'key', SQLSTATE);
            WHEN OTHERS THEN NULL;
        END;
    END LOOP;
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog', true),
        pg_catalog.set_config('golive.answers', failed::text, true);
END
$plan$
