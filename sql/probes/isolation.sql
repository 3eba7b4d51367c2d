-- What one kind of session reaches: for each of its states and each relation, whether rows of others and rows of its own
-- come. Questions and answers travel in settings of this transaction, so that one round trip does for all of them.
DO $probe$
DECLARE
    asked jsonb := current_setting('golive.asked')::jsonb;
    back text := current_setting('golive.role');
    path text := current_setting('golive.path');
    answers text[] := '{}';  -- grows in place, as jsonb does not
    state jsonb;
    relation jsonb;
    mine text[];
    one text;
    foreign_there boolean;
    own_there boolean;
    foreign_seen boolean;
    own_seen boolean;
    failed text;
    foreign_keys text[];
    own_keys text[];
BEGIN
    FOR state IN SELECT * FROM jsonb_array_elements(asked -> 'states') LOOP
        mine := ARRAY(SELECT jsonb_array_elements_text(state -> 'mine'));
        FOR one IN SELECT jsonb_object_keys(state -> 'settings') LOOP
            PERFORM set_config(one, state -> 'settings' ->> one, true);
        END LOOP;
        FOR relation IN SELECT * FROM jsonb_array_elements(asked -> 'relations') LOOP
            foreign_seen := NULL; own_seen := NULL; failed := NULL; foreign_there := NULL; own_there := NULL;
            BEGIN
                PERFORM set_config('row_security', 'off', true), set_config('role', back, true);
                foreign_keys := NULL; own_keys := NULL;
                IF relation ? 'foreign_keys' THEN
                    EXECUTE relation ->> 'foreign_keys' INTO foreign_keys USING mine;
                    EXECUTE relation ->> 'own_keys' INTO own_keys USING mine;
                END IF;
                EXECUTE relation ->> 'there' INTO foreign_there, own_there USING mine, state ->> 'user', foreign_keys, own_keys;
            EXCEPTION WHEN OTHERS THEN
                -- a view may read as somebody whom row security binds: what its readers get is asked all the same
                IF NOT (relation ->> 'view')::boolean THEN
                    failed := 'reader ' || SQLSTATE;
                END IF;
            END;
            IF failed IS NULL THEN
                BEGIN
                    -- helpers of policies run as their owners, whom row security may bind
                    PERFORM set_config('row_security', 'on', true), set_config('search_path', path, true);
                    IF (relation ->> 'as_role')::boolean THEN
                        PERFORM set_config('role', asked ->> 'role', true);
                    END IF;
                    EXECUTE relation ->> 'seen' INTO foreign_seen, own_seen USING mine, state ->> 'user', foreign_keys, own_keys;
                EXCEPTION WHEN OTHERS THEN
                    failed := SQLSTATE;
                END;
            END IF;
            PERFORM set_config('role', back, true), set_config('search_path', 'pg_catalog', true);
            answers := array_append(answers, jsonb_build_array(
                relation ->> 'key', state ->> 'label', foreign_there, own_there, foreign_seen, own_seen, failed)::text);
        END LOOP;
        FOR one IN SELECT jsonb_object_keys(state -> 'settings') LOOP
            PERFORM set_config(one, '', true);
        END LOOP;
    END LOOP;
    PERFORM set_config('golive.answers', '[' || array_to_string(answers, ',') || ']', true);
END
$probe$
