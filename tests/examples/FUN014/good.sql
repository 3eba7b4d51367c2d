CREATE ROLE anon NOLOGIN;
CREATE TABLE public.notes (id integer PRIMARY KEY, title text);
CREATE FUNCTION public.find(wanted text, kind text, at integer, sorted text DEFAULT 'id') RETURNS bigint LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = '' AS $$
DECLARE found bigint; condition text := format('title = %L', wanted);
BEGIN
    IF sorted NOT IN ('id', 'title') THEN RAISE 'not %', sorted; END IF;
    EXECUTE 'SELECT count(*) FROM public.notes WHERE ' || condition || ' AND id > ' || at || ' ORDER BY ' || sorted INTO found;
    EXECUTE format('SELECT count(*) FROM public.%1$I WHERE title = $1 AND %1$L <> ''%%s''', kind) INTO found USING wanted;
    EXECUTE 'SELECT count(*) FROM public.' || quote_ident(lower(kind)) || ' WHERE title = ' || quote_literal($1) INTO found;
    EXECUTE 'SELECT ' || kind::regclass::oid INTO found;
    RETURN found;
END $$;
