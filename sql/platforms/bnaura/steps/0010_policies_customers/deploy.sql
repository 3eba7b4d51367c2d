-- Why: customers are their clinic's, whichever token asks, and only those who manage the clinic delete one. Commissions had
--   row security and no policy, so nobody saw any: now their staff see their own and the managers those of their clinic,
--   who alone write them. A commission joins staff, customer and workflow and has no clinic of its own: a trigger
--   keeps the three in one clinic for every role, service_role too, which no policy binds.
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on public.customers and public.sales_commissions, for the moment of catalog entries
-- Requires: 0002_membership, 0004_commission_workflow
-- Transaction: one
CREATE TABLE golive_undo.bna_policies_customers AS
SELECT p.polrelid::regclass::text AS relation, p.polname::text AS policy,
       format('CREATE POLICY %I ON %s AS %s FOR %s TO %s%s%s', p.polname, p.polrelid::regclass,
           CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
           CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
               ELSE 'ALL' END,
           (SELECT string_agg(CASE WHEN r.oid = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r.oid)) END, ', ')
            FROM unnest(p.polroles) AS r (oid)),
           ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
           ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')') AS definition
FROM pg_policy AS p
WHERE p.polrelid IN ('public.customers'::regclass, 'public.sales_commissions'::regclass);

DROP POLICY customers_by_claim ON public.customers;
DROP POLICY "Owners and admins manage customers" ON public.customers;
CREATE POLICY customers_select ON public.customers FOR SELECT TO authenticated
    USING (clinic_id IN (SELECT app.my_clinics()));
CREATE POLICY customers_insert ON public.customers FOR INSERT TO authenticated
    WITH CHECK (clinic_id IN (SELECT app.my_clinics()));
CREATE POLICY customers_update ON public.customers FOR UPDATE TO authenticated
    USING (clinic_id IN (SELECT app.my_clinics()))
    WITH CHECK (clinic_id IN (SELECT app.my_clinics()));
CREATE POLICY customers_delete ON public.customers FOR DELETE TO authenticated
    USING (clinic_id IN (SELECT app.my_managed_clinics()));

CREATE POLICY sales_commissions_select ON public.sales_commissions FOR SELECT TO authenticated
    USING (sales_staff_id IN (
        SELECT s.id FROM public.clinic_staff AS s
        WHERE s.clinic_id IN (SELECT app.my_clinics())
          AND (s.user_id = (SELECT auth.uid()) OR s.clinic_id IN (SELECT app.my_managed_clinics()))));
CREATE POLICY sales_commissions_insert ON public.sales_commissions FOR INSERT TO authenticated
    WITH CHECK (sales_staff_id IN (
        SELECT s.id FROM public.clinic_staff AS s WHERE s.clinic_id IN (SELECT app.my_managed_clinics())));
CREATE POLICY sales_commissions_update ON public.sales_commissions FOR UPDATE TO authenticated
    USING (sales_staff_id IN (
        SELECT s.id FROM public.clinic_staff AS s WHERE s.clinic_id IN (SELECT app.my_managed_clinics())))
    WITH CHECK (sales_staff_id IN (
        SELECT s.id FROM public.clinic_staff AS s WHERE s.clinic_id IN (SELECT app.my_managed_clinics())));
CREATE POLICY sales_commissions_delete ON public.sales_commissions FOR DELETE TO authenticated
    USING (sales_staff_id IN (
        SELECT s.id FROM public.clinic_staff AS s WHERE s.clinic_id IN (SELECT app.my_managed_clinics())));

-- As its caller: a row the caller may not see is a row of another clinic, and refused like one.
CREATE FUNCTION app.commission_stays_in_clinic() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    clinic constant uuid := (SELECT s.clinic_id FROM public.clinic_staff AS s WHERE s.id = NEW.sales_staff_id);
BEGIN
    IF clinic IS DISTINCT FROM (SELECT c.clinic_id FROM public.customers AS c WHERE c.id = NEW.customer_id)
        OR (NEW.workflow_id IS NOT NULL AND clinic IS DISTINCT FROM (
            SELECT w.clinic_id FROM public.workflow_states AS w WHERE w.id = NEW.workflow_id)) THEN
        RAISE EXCEPTION 'commission % joins staff, customer and workflow of more than one clinic', NEW.id
            USING ERRCODE = 'check_violation', HINT = 'staff, customer and workflow must be of one clinic';
    END IF;
    RETURN NEW;
END;
$$;
ALTER FUNCTION app.commission_stays_in_clinic() OWNER TO bnaura_owner;
REVOKE ALL ON FUNCTION app.commission_stays_in_clinic() FROM PUBLIC;
CREATE TRIGGER commission_stays_in_clinic BEFORE INSERT OR UPDATE OF sales_staff_id, customer_id, workflow_id
    ON public.sales_commissions FOR EACH ROW EXECUTE FUNCTION app.commission_stays_in_clinic();
