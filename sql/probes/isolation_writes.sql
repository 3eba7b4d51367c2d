-- What one kind of session can write: every statement is run as its role, without WHERE where that is possible, looked at by
-- a role that sees every row, and undone before the next. Foreign keys and triggers are off: row security alone is tried.
DO $probe$
DECLARE
    asked jsonb := current_setting('golive.asked')::jsonb;
    path text := current_setting('golive.path');
    answers text[] := '{}';  -- grows in place, as jsonb does not
    state jsonb;
    trial jsonb;
    mine text[];
    foreign_keys text[];
    own_keys text[];
    one text;
    begun bigint;
    foreign_hit boolean;
    own_hit boolean;
    failed text;
    foreign_before bigint;
    own_before bigint;
    foreign_after bigint;
    own_after bigint;
    written bigint;
BEGIN
    PERFORM set_config('session_replication_role', 'replica', true), set_config('row_security', 'on', true);
    begun := (pg_current_xact_id()::text::bigint) % 4294967296;
    FOR state IN SELECT * FROM jsonb_array_elements(asked -> 'states') LOOP
        mine := ARRAY(SELECT jsonb_array_elements_text(state -> 'mine'));
        FOR one IN SELECT jsonb_object_keys(state -> 'settings') LOOP
            PERFORM set_config(one, state -> 'settings' ->> one, true);
        END LOOP;
        FOR trial IN SELECT * FROM jsonb_array_elements(asked -> 'trials') LOOP
            foreign_hit := NULL; own_hit := NULL; failed := NULL; foreign_keys := NULL; own_keys := NULL;
            IF trial ? 'foreign_keys' THEN
                EXECUTE trial ->> 'foreign_keys' INTO foreign_keys USING mine;
                EXECUTE trial ->> 'own_keys' INTO own_keys USING mine;
            END IF;
            BEGIN
                IF trial ? 'row' THEN
                    EXECUTE trial ->> 'row' INTO one USING mine, state ->> 'user', foreign_keys, own_keys;
                    IF one IS NULL THEN
                        RAISE EXCEPTION USING ERRCODE = 'GL002';
                    END IF;
                END IF;
                IF trial ? 'foreign' THEN
                    EXECUTE trial ->> 'foreign' INTO foreign_before USING mine, state ->> 'user', foreign_keys, own_keys, begun;
                    EXECUTE trial ->> 'own' INTO own_before USING mine, state ->> 'user', foreign_keys, own_keys, begun;
                END IF;
                PERFORM set_config('search_path', path, true), set_config('role', asked ->> 'role', true);
                EXECUTE trial ->> 'statement' USING one;
                GET DIAGNOSTICS written = ROW_COUNT;
                PERFORM set_config('role', 'none', true), set_config('search_path', 'pg_catalog', true);
                IF NOT trial ? 'foreign' THEN
                    foreign_hit := written > 0;
                ELSE
                    EXECUTE trial ->> 'foreign' INTO foreign_after USING mine, state ->> 'user', foreign_keys, own_keys, begun;
                    EXECUTE trial ->> 'own' INTO own_after USING mine, state ->> 'user', foreign_keys, own_keys, begun;
                    foreign_hit := foreign_after <> foreign_before;
                    own_hit := own_after <> own_before;
                END IF;
                RAISE EXCEPTION USING ERRCODE = 'GL001';
            EXCEPTION WHEN OTHERS THEN
                failed := nullif(SQLSTATE, 'GL001');
            END;
            answers := array_append(answers, jsonb_build_array(trial ->> 'key', state ->> 'label', foreign_hit, own_hit, failed)::text);
        END LOOP;
        FOR one IN SELECT jsonb_object_keys(state -> 'settings') LOOP
            PERFORM set_config(one, '', true);
        END LOOP;
    END LOOP;
    PERFORM set_config('golive.answers', '[' || array_to_string(answers, ',') || ']', true);
END
$probe$
