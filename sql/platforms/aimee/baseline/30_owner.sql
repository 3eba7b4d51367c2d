-- What the schema tool made as the connecting role goes to the owner, and the application gets rows and numbers, no more.
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT 'TABLE' AS kind, c.relname AS name
        FROM pg_catalog.pg_class AS c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        UNION ALL
        SELECT 'TYPE', t.typname
        FROM pg_catalog.pg_type AS t
        WHERE t.typnamespace = 'public'::regnamespace AND t.typtype = 'e'
        ORDER BY 1, 2
    LOOP
        EXECUTE pg_catalog.format('ALTER %s public.%I OWNER TO aimee_owner', found.kind, found.name);
    END LOOP;
END
$$;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO aimee_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO aimee_app;
