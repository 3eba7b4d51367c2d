-- Why: production decides by a claim of the token, which outlives a membership, and lets a user write the whole of the own
--   row, the role super_admin too, which then sees every clinic. Here clinic_staff decides, command by command, for
--   authenticated alone; operators of the platform come in as service_role. Only an owner makes or unmakes an owner.
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on public.clinics, public.users and public.clinic_staff, for the moment of catalog entries
-- Requires: 0002_membership
-- Transaction: one
CREATE TABLE golive_undo.bna_policies_people AS
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
WHERE p.polname <> 'clinic_staff_own_memberships'
  AND p.polrelid IN ('public.clinics'::regclass, 'public.users'::regclass, 'public.clinic_staff'::regclass);

DROP POLICY clinics_by_claim ON public.clinics;
DROP POLICY "Super admins see all clinics" ON public.clinics;
CREATE POLICY clinics_select ON public.clinics FOR SELECT TO authenticated
    USING (id IN (SELECT app.my_clinics()));
CREATE POLICY clinics_update ON public.clinics FOR UPDATE TO authenticated
    USING (id IN (SELECT app.my_managed_clinics()))
    WITH CHECK (id IN (SELECT app.my_managed_clinics()));

DROP POLICY users_own_row ON public.users;
CREATE POLICY users_select ON public.users FOR SELECT TO authenticated
    USING (id = (SELECT auth.uid()) OR clinic_id IN (SELECT app.my_clinics()));
CREATE POLICY users_update ON public.users FOR UPDATE TO authenticated
    USING (id = (SELECT auth.uid()))
    WITH CHECK (id = (SELECT auth.uid()));

DROP POLICY clinic_staff_by_claim ON public.clinic_staff;
DROP POLICY clinic_staff_own_row ON public.clinic_staff;
CREATE POLICY clinic_staff_select ON public.clinic_staff FOR SELECT TO authenticated
    USING (clinic_id IN (SELECT app.my_clinics()));
CREATE POLICY clinic_staff_insert ON public.clinic_staff FOR INSERT TO authenticated
    WITH CHECK (clinic_id IN (SELECT app.my_managed_clinics())
        AND (role <> 'clinic_owner' OR clinic_id IN (SELECT app.my_owned_clinics())));
CREATE POLICY clinic_staff_update ON public.clinic_staff FOR UPDATE TO authenticated
    USING (clinic_id IN (SELECT app.my_managed_clinics())
        AND (role <> 'clinic_owner' OR clinic_id IN (SELECT app.my_owned_clinics())))
    WITH CHECK (clinic_id IN (SELECT app.my_managed_clinics())
        AND (role <> 'clinic_owner' OR clinic_id IN (SELECT app.my_owned_clinics())));
CREATE POLICY clinic_staff_delete ON public.clinic_staff FOR DELETE TO authenticated
    USING (clinic_id IN (SELECT app.my_managed_clinics())
        AND (role <> 'clinic_owner' OR clinic_id IN (SELECT app.my_owned_clinics())));
