-- What sessions can write: every statement is planned once as its role and run in each of its states, without WHERE where that
-- is possible, looked at by a role that sees every row, and undone before the next. Foreign keys and triggers are off: row
-- security alone is tried. One round trip does for all relations: questions and answers travel in settings.
DO $probe$
DECLARE
    asked jsonb := current_setting('golive.asked')::jsonb;
    path text := current_setting('golive.path');
    answers text[] := '{}';  -- grows in place, as jsonb does not
    owners jsonb[] := ARRAY(SELECT jsonb_array_elements(asked -> 'owners'));
    state_owner integer[] := ARRAY(SELECT (s ->> 'owner')::integer FROM jsonb_array_elements(asked -> 'states') AS s);
    state_names jsonb[] := ARRAY(SELECT s -> 'names' FROM jsonb_array_elements(asked -> 'states') AS s);
    state_values jsonb[] := ARRAY(SELECT s -> 'values' FROM jsonb_array_elements(asked -> 'states') AS s);
    sessions jsonb[] := ARRAY(SELECT jsonb_array_elements(asked -> 'sessions'));
    last_control integer;
    place jsonb;
    place_number integer := 0;
    whose text[];  -- by owner, as are the next four
    foreign_before bigint[];
    own_before bigint[];
    written_before bigint[];
    foreign_rows jsonb[];
    own_rows jsonb[];
    foreign_row jsonb;
    own_row jsonb;
    mine text[];
    foreign_keys text[];
    own_keys text[];
    number integer;
    session jsonb;
    names jsonb;
    values_ jsonb;
    states integer[];
    command text;
    statement text;
    call text;
    done text;
    at integer;
    owner integer;
    setting integer;
    control integer;
    unplanned text;
    failed text;
    written bigint;
    others bigint;
    own bigint;
BEGIN
    PERFORM set_config('session_replication_role', 'replica', true), set_config('row_security', 'on', true),
        set_config('plan_cache_mode', 'force_generic_plan', true), set_config('compute_query_id', 'off', true),
        pg_current_xact_id();
    FOR place IN SELECT * FROM jsonb_array_elements(asked -> 'places') LOOP
        EXECUTE 'PREPARE golive_look (text[], text, text[], text[]) AS ' || (place ->> 'look');
        EXECUTE 'PREPARE golive_rows (text[], text, text[], text[]) AS ' || (place ->> 'rows');
        FOR owner IN 1 .. cardinality(owners) LOOP
            foreign_keys := NULL; own_keys := NULL;
            mine := owners[owner] ->> 'mine';
            IF place ? 'foreign_keys' THEN
                EXECUTE place ->> 'foreign_keys' INTO foreign_keys USING mine;
                EXECUTE place ->> 'own_keys' INTO own_keys USING mine;
            END IF;
            whose[owner] := format('(%L, %L, %L, %L)', mine, owners[owner] ->> 'user', foreign_keys, own_keys);
            EXECUTE 'EXECUTE golive_look' || whose[owner] INTO written, others, own;
            written_before[owner] := written; foreign_before[owner] := others; own_before[owner] := own;
            EXECUTE 'EXECUTE golive_rows' || whose[owner] INTO foreign_row, own_row;
            foreign_rows[owner] := foreign_row; own_rows[owner] := own_row;
        END LOOP;
        FOR number IN SELECT jsonb_array_elements(place -> 'sessions')::integer LOOP
            session := sessions[number + 1];
            states := ARRAY(SELECT n::integer FROM jsonb_array_elements(session -> 'states') AS n);
            done := set_config('role', session ->> 'role', true);
            FOR command, statement IN SELECT * FROM jsonb_each_text(place -> 'commands') LOOP
                last_control := (command IN ('INSERT', 'JOIN', 'MOVE'))::integer;  -- the others meet all rows, own ones too
                unplanned := NULL;
                BEGIN
                    call := 'PREPARE golive_probe AS ' || statement;
                    done := set_config('search_path', path, true);
                    EXECUTE call;
                EXCEPTION WHEN OTHERS THEN
                    unplanned := SQLSTATE;
                END;
                done := set_config('search_path', 'pg_catalog', true);
                FOREACH at IN ARRAY states LOOP
                    owner := state_owner[at]; names := state_names[at]; values_ := state_values[at];
                    FOR setting IN 0 .. jsonb_array_length(names) - 1 LOOP
                        done := set_config(names ->> setting, values_ ->> setting, true);
                    END LOOP;
                    FOR control IN 0 .. last_control LOOP
                        call := 'EXECUTE golive_probe';
                        IF last_control > 0 THEN
                            call := call || (CASE control WHEN 0 THEN foreign_rows[owner] ELSE own_rows[owner] END ->> command);
                            CONTINUE WHEN call IS NULL;
                        END IF;
                        failed := unplanned; written := NULL; others := NULL; own := NULL;
                        IF unplanned IS NULL THEN
                            BEGIN
                                done := set_config('search_path', path, true);
                                EXECUTE call;
                                done := set_config('search_path', 'pg_catalog', true);
                                done := set_config('role', 'none', true);
                                EXECUTE 'EXECUTE golive_look' || whose[owner] INTO written, others, own;
                                RAISE EXCEPTION USING ERRCODE = 'GL001';
                            EXCEPTION WHEN OTHERS THEN
                                failed := nullif(SQLSTATE, 'GL001');
                            END;
                        END IF;
                        answers := array_append(answers, concat_ws(',', '[' || place_number, number,
                            '"' || command || '"', at, control,
                            coalesce((written <> written_before[owner])::text, 'null'),
                            coalesce((others <> foreign_before[owner])::text, 'null'),
                            coalesce((own <> own_before[owner])::text, 'null'),
                            coalesce('"' || failed || '"', 'null') || ']'));
                    END LOOP;
                END LOOP;
                IF unplanned IS NULL THEN
                    DEALLOCATE golive_probe;
                END IF;
            END LOOP;
            done := set_config('role', 'none', true);
            FOR setting IN 0 .. jsonb_array_length(session -> 'names') - 1 LOOP
                done := set_config(session -> 'names' ->> setting, '', true);
            END LOOP;
        END LOOP;
        DEALLOCATE golive_look;
        DEALLOCATE golive_rows;
        place_number := place_number + 1;
    END LOOP;
    PERFORM set_config('golive.answers', '[' || array_to_string(answers, ',') || ']', true);
END
$probe$
