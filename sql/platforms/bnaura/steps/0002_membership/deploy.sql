-- Why: who belongs to which clinic is asked of clinic_staff, where a membership can end, and no longer of a claim in the
--   token, which outlives it. The functions run as the owner of the tables, whom forced row security binds: the one policy
--   for that role shows the caller's own memberships, so nothing goes around row security. A policy of clinic_staff that
--   asked clinic_staff itself would recurse without end.
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on public.clinic_staff, for the moment of a catalog entry
-- Requires: nothing
-- Transaction: one
CREATE SCHEMA golive_undo;
CREATE SCHEMA app AUTHORIZATION bnaura_owner;
GRANT USAGE ON SCHEMA app TO authenticated;

CREATE FUNCTION app.my_clinics() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT s.clinic_id FROM public.clinic_staff AS s WHERE s.user_id = (SELECT auth.uid()) AND s.is_active
$$;
CREATE FUNCTION app.my_managed_clinics() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT s.clinic_id FROM public.clinic_staff AS s
    WHERE s.user_id = (SELECT auth.uid()) AND s.is_active AND s.role IN ('clinic_owner', 'clinic_admin')
$$;
CREATE FUNCTION app.my_owned_clinics() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT s.clinic_id FROM public.clinic_staff AS s
    WHERE s.user_id = (SELECT auth.uid()) AND s.is_active AND s.role = 'clinic_owner'
$$;
ALTER FUNCTION app.my_clinics() OWNER TO bnaura_owner;
ALTER FUNCTION app.my_managed_clinics() OWNER TO bnaura_owner;
ALTER FUNCTION app.my_owned_clinics() OWNER TO bnaura_owner;
REVOKE ALL ON FUNCTION app.my_clinics(), app.my_managed_clinics(), app.my_owned_clinics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.my_clinics(), app.my_managed_clinics(), app.my_owned_clinics() TO authenticated;

CREATE POLICY clinic_staff_own_memberships ON public.clinic_staff FOR SELECT TO bnaura_owner
    USING (user_id = (SELECT auth.uid()));
