-- Triggers and the two generations of row security as they stand in production: policies for everybody (PUBLIC),
-- none forced; task_queue has policies but row security is off; sales_commissions has it on and no policy at all;
-- workflow_events carries the policy somebody made while testing the realtime channel.
SET ROLE bnaura_owner;

CREATE FUNCTION public.handle_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at = now();
  RETURN NEW;
END;
$$;

CREATE TRIGGER customers_updated_at BEFORE UPDATE ON public.customers
    FOR EACH ROW EXECUTE FUNCTION public.handle_updated_at();

ALTER TABLE public.clinics ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.clinic_staff ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.customers ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.workflow_states ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.workflow_actions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.workflow_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sales_commissions ENABLE ROW LEVEL SECURITY;

CREATE POLICY clinics_by_claim ON public.clinics USING (id = auth.get_clinic_id());
CREATE POLICY "Super admins see all clinics" ON public.clinics FOR SELECT
    USING (EXISTS (SELECT 1 FROM public.users u WHERE u.id = auth.uid() AND u.role = 'super_admin'));
CREATE POLICY users_own_row ON public.users USING (id = auth.uid());
CREATE POLICY clinic_staff_by_claim ON public.clinic_staff USING (clinic_id = auth.get_clinic_id());
CREATE POLICY clinic_staff_own_row ON public.clinic_staff FOR SELECT USING (user_id = auth.uid());
CREATE POLICY customers_by_claim ON public.customers USING (clinic_id = auth.get_clinic_id());
CREATE POLICY "Owners and admins manage customers" ON public.customers
    USING (clinic_id IN (SELECT s.clinic_id FROM public.clinic_staff s
        WHERE s.user_id = auth.uid() AND s.role IN ('clinic_owner', 'clinic_admin') AND s.is_active));
CREATE POLICY workflow_states_assigned ON public.workflow_states
    USING (assigned_sales_id = auth.uid() OR assigned_beautician_id = auth.uid());
CREATE POLICY workflow_actions_assigned ON public.workflow_actions
    USING (workflow_id IN (SELECT w.id FROM public.workflow_states w
        WHERE w.assigned_sales_id = auth.uid() OR w.assigned_beautician_id = auth.uid()));
CREATE POLICY workflow_events_testing ON public.workflow_events USING (true);
CREATE POLICY task_queue_assignee ON public.task_queue USING (assigned_to = auth.uid());
RESET ROLE;
