-- Why: customers get their code from the database. Mended against the runbook: LPAD cut the millionth number down to
--   CUST-100000; the sequence ignored the codes that are there; '' passed as a code; the function ran with the caller's
--   search_path and needed a right on the sequence that nobody was given. A code somebody supplies stays as it is, unless
--   it is one the sequence has yet to give: that one would collide later, in the hands of somebody else.
--   One sequence serves all clinics, as the runbook wants: the numbers a clinic sees hint at the volume of all.
-- Phase: schema
-- Locks: SHARE ROW EXCLUSIVE on public.customers, for one pass over the codes
-- Requires: 0002_membership
-- Transaction: one
-- Made by the owner, whoever migrates; what he makes here is open to everybody until 0007_default_privileges.
SET LOCAL ROLE bnaura_owner;

CREATE SEQUENCE public.customer_code_seq AS bigint START WITH 1000 MAXVALUE 999999999999999 NO CYCLE;
REVOKE ALL ON SEQUENCE public.customer_code_seq FROM anon, authenticated, service_role;

CREATE FUNCTION app.format_customer_code(number bigint) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'CUST-' || lpad(number::text, greatest(6, length(number::text)), '0')
$$;
REVOKE ALL ON FUNCTION app.format_customer_code(bigint) FROM PUBLIC;

CREATE FUNCTION public.generate_customer_code() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' AND (NEW.customer_code IS NULL OR btrim(NEW.customer_code) = '') THEN
        NEW.customer_code := app.format_customer_code(nextval('public.customer_code_seq'));
    ELSIF NEW.customer_code ~ '^CUST-([0-9]{6}|[1-9][0-9]{6,14})$'
        AND substr(NEW.customer_code, 6)::bigint > coalesce(pg_sequence_last_value('public.customer_code_seq'), 0) THEN
        RAISE EXCEPTION 'customer code % is one that the sequence has yet to give', NEW.customer_code
            USING ERRCODE = 'check_violation', HINT = 'leave the code out, and the customer gets the next one';
    END IF;
    RETURN NEW;
END;
$$;
REVOKE ALL ON FUNCTION public.generate_customer_code() FROM PUBLIC, anon, authenticated, service_role;

CREATE TRIGGER set_customer_code BEFORE INSERT OR UPDATE OF customer_code ON public.customers
    FOR EACH ROW EXECUTE FUNCTION public.generate_customer_code();

-- After CREATE TRIGGER, whose lock keeps other writers out until the commit: no code slips in behind the maximum.
SELECT pg_catalog.setval('public.customer_code_seq', greatest(999, (
    SELECT max(substr(c.customer_code, 6)::bigint)
    FROM public.customers AS c
    WHERE c.customer_code ~ '^CUST-([0-9]{6}|[1-9][0-9]{6,14})$')));
