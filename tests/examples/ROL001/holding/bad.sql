CREATE ROLE former_colleague LOGIN;
GRANT USAGE ON SCHEMA public TO former_colleague;
GRANT SELECT (amount) ON public.orders TO former_colleague;
GRANT USAGE ON SEQUENCE public.numbers TO former_colleague;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO former_colleague;
