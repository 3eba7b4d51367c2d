-- In each of two schemas, as a role that may only create there: whatever pg_catalog calls by one of these names, once
-- more, and variants that would match better; called, each leaves a file where the session is a superuser's.
CREATE FUNCTION public.leave(what text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog AS $$BEGIN
    IF (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = session_user) THEN
        PERFORM pg_catalog.set_config('role', 'none', true);
        EXECUTE pg_catalog.format('COPY (SELECT 1) TO %L',
            pg_catalog.current_setting('data_directory') || '/called ' || pg_catalog.translate(what, '/', '÷'));
    END IF;
END$$;
CREATE FUNCTION public.planted(name text, args text, returned text, place text) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN
    EXECUTE pg_catalog.format(
        'CREATE FUNCTION %I.%I(%s) RETURNS %s IMMUTABLE LANGUAGE plpgsql AS %L', place, name, args, returned,
        pg_catalog.format('BEGIN PERFORM public.leave(%L); RETURN NULL; END', name));
    RETURN true;
EXCEPTION WHEN OTHERS THEN RETURN false;
END$$;
DO $plant$
DECLARE
    one record; place text; made integer := 0;
    names text[] := pg_catalog.string_to_array(pg_catalog.current_setting('test.functions'), ' ');
    signs text[] := pg_catalog.string_to_array(pg_catalog.current_setting('test.operators'), ' ');
BEGIN
    FOREACH place IN ARRAY pg_catalog.string_to_array(pg_catalog.current_setting('test.schemas'), ' ') LOOP
        FOR one IN
            SELECT p.proname, pg_catalog.oidvectortypes(p.proargtypes) AS args,
                   CASE WHEN p.proretset THEN 'SETOF ' ELSE '' END || pg_catalog.format_type(p.prorettype, NULL) AS returned
            FROM pg_catalog.pg_proc AS p
            WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname = ANY (names)
            UNION
            SELECT n, pg_catalog.array_to_string(ARRAY(SELECT t FROM pg_catalog.generate_series(1, c)), ', '), t
            FROM pg_catalog.unnest(names) AS n, pg_catalog.generate_series(1, 3) AS c,
                 pg_catalog.unnest('{text,integer,jsonb}'::text[]) AS t
        LOOP
            made := made + public.planted(one.proname, one.args, one.returned, place)::integer;
        END LOOP;
        FOR one IN
            SELECT o.oprname, pg_catalog.format_type(o.oprleft, NULL) AS l, pg_catalog.format_type(o.oprright, NULL) AS r,
                   pg_catalog.format_type(o.oprresult, NULL) AS returned, o.oprleft, o.oprright, o.oid
            FROM pg_catalog.pg_operator AS o
            WHERE o.oprnamespace = 'pg_catalog'::regnamespace AND o.oprname = ANY (signs)
            UNION ALL
            SELECT n, a.t, b.t, 'boolean', 1, 1, 0
            FROM pg_catalog.unnest(signs) AS n,
                 pg_catalog.unnest('{text,jsonb,varchar,public.mood}'::text[]) AS a (t),
                 pg_catalog.unnest('{text,jsonb,varchar,public.mood}'::text[]) AS b (t)
        LOOP
            BEGIN
                EXECUTE pg_catalog.format(
                    'CREATE FUNCTION %I.%I(%s) RETURNS %s IMMUTABLE LANGUAGE plpgsql AS %L', place,
                    'operator ' || one.oprname || one.oid, pg_catalog.concat_ws(', ', CASE WHEN one.oprleft <> 0 THEN one.l END, one.r),
                    one.returned, pg_catalog.format('BEGIN PERFORM public.leave(%L); RETURN NULL; END', one.oprname));
                EXECUTE pg_catalog.format(
                    'CREATE OPERATOR %I.%s (%s RIGHTARG = %s, FUNCTION = %I.%I)', place, one.oprname,
                    CASE WHEN one.oprleft <> 0 THEN 'LEFTARG = ' || one.l || ',' ELSE '' END, one.r, place,
                    'operator ' || one.oprname || one.oid);
                made := made + 1;
            EXCEPTION WHEN OTHERS THEN NULL;
            END;
        END LOOP;
    END LOOP;
    PERFORM pg_catalog.set_config('test.made', made::text, false);
END
$plant$;
