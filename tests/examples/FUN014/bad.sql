CREATE FUNCTION public.count_of(wanted text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE found bigint;
BEGIN
    EXECUTE 'SELECT count(*) FROM public.notes WHERE title = ''' || wanted || '''' INTO found;
    RETURN found;
END $$;
CREATE FUNCTION public.listed("by" text, varchar) RETURNS SETOF public.notes LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE condition text := ''; query text;
BEGIN
    IF $2 <> '' THEN condition := ' WHERE ' || trim($2); END IF;
    query := format('SELECT * FROM public.notes %s ORDER BY %s', condition, "by");
    RETURN QUERY EXECUTE query;
END $$;
REVOKE EXECUTE ON FUNCTION public.listed(text, varchar) FROM PUBLIC;
CREATE FUNCTION public.mine(wanted text) RETURNS void LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    EXECUTE 'DELETE FROM public.notes WHERE title = ' || wanted;
END $$;
