-- What sessions reach: each question is planned once, as its role, and asked in each of its states. Questions and answers
-- travel in settings of this transaction, so that one round trip does for all of them.
DO $probe$
DECLARE
    asked jsonb := current_setting('golive.asked')::jsonb;
    back text := current_setting('golive.role');
    path text := current_setting('golive.path');
    answers text[] := '{}';  -- grows in place, as jsonb does not
    states jsonb[] := ARRAY(SELECT jsonb_array_elements(asked -> 'states'));
    question jsonb;
    state jsonb;
    number integer := -1;
    at integer;
    name text;
    value text;
    whose text;
    foreign_keys text[];
    own_keys text[];
    others boolean;
    own boolean;
    unplanned text;
    failed text;
BEGIN
    PERFORM set_config('plan_cache_mode', 'force_generic_plan', true);
    IF EXISTS (SELECT FROM pg_prepared_statements AS p WHERE p.name = 'golive_probe') THEN
        DEALLOCATE golive_probe;
    END IF;
    FOR question IN SELECT * FROM jsonb_array_elements(asked -> 'questions') LOOP
        number := number + 1;
        unplanned := NULL; foreign_keys := NULL; own_keys := NULL;
        BEGIN
            -- helpers of policies run as their owners, whom row security may bind
            PERFORM set_config('row_security', question ->> 'row_security', true), set_config('search_path', path, true),
                set_config('role', coalesce(question ->> 'role', back), true);
            EXECUTE 'PREPARE golive_probe (text[], text, text[], text[]) AS ' || (question ->> 'query');
        EXCEPTION WHEN OTHERS THEN
            unplanned := SQLSTATE;
        END;
        FOR at IN SELECT jsonb_array_elements(question -> 'states')::integer LOOP
            state := states[at + 1]; others := NULL; own := NULL; failed := unplanned;
            IF failed IS NULL THEN
                FOR name, value IN SELECT * FROM jsonb_each_text(state -> 'settings') LOOP
                    PERFORM set_config(name, value, true);
                END LOOP;
                whose := format('%L, %L', state ->> 'mine', state ->> 'user');
                IF question ? 'foreign_keys' THEN
                    BEGIN
                        PERFORM set_config('row_security', 'off', true), set_config('role', back, true);
                        EXECUTE question ->> 'foreign_keys' INTO foreign_keys USING (state ->> 'mine')::text[];
                        EXECUTE question ->> 'own_keys' INTO own_keys USING (state ->> 'mine')::text[];
                    EXCEPTION WHEN OTHERS THEN
                        failed := 'reader ' || SQLSTATE;
                    END;
                    PERFORM set_config('row_security', question ->> 'row_security', true),
                        set_config('role', coalesce(question ->> 'role', back), true);
                END IF;
            END IF;
            IF failed IS NULL THEN
                BEGIN
                    EXECUTE format('EXECUTE golive_probe(%s, %L, %L)', whose, foreign_keys, own_keys) INTO others, own;
                EXCEPTION WHEN OTHERS THEN
                    failed := SQLSTATE;
                END;
            END IF;
            answers := array_append(answers, jsonb_build_array(number, at, others, own, failed)::text);
        END LOOP;
        PERFORM set_config('role', back, true), set_config('search_path', 'pg_catalog', true);
        IF state IS NOT NULL THEN
            FOR name IN SELECT jsonb_object_keys(state -> 'settings') LOOP
                PERFORM set_config(name, '', true);
            END LOOP;
        END IF;
        IF unplanned IS NULL THEN
            DEALLOCATE golive_probe;
        END IF;
    END LOOP;
    PERFORM set_config('golive.answers', '[' || array_to_string(answers, ',') || ']', true);
END
$probe$
