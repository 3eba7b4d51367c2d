-- The unified workflow: where a customer stands, what was done, what is to do, what was sent.
SET ROLE bnaura_owner;

CREATE TABLE public.workflow_states (
    id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT workflow_states_pkey PRIMARY KEY,
    clinic_id uuid NOT NULL CONSTRAINT workflow_states_clinic_id_fkey REFERENCES public.clinics (id) ON DELETE CASCADE,
    customer_id uuid NOT NULL
        CONSTRAINT workflow_states_customer_id_fkey REFERENCES public.customers (id) ON DELETE CASCADE,
    current_stage varchar(50) NOT NULL DEFAULT 'lead_created' CONSTRAINT valid_stage CHECK (current_stage IN (
        'lead_created', 'scanned', 'proposal_sent', 'payment_confirmed', 'treatment_scheduled', 'in_treatment',
        'treatment_completed', 'follow_up', 'completed')),
    assigned_sales_id uuid
        CONSTRAINT workflow_states_assigned_sales_id_fkey REFERENCES public.users (id) ON DELETE SET NULL,
    assigned_beautician_id uuid
        CONSTRAINT workflow_states_assigned_beautician_id_fkey REFERENCES public.users (id) ON DELETE SET NULL,
    scan_results jsonb DEFAULT '{}',
    treatment_plan jsonb DEFAULT '{}',
    metadata jsonb DEFAULT '{}',
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now()
);
CREATE INDEX idx_workflow_states_assigned_sales ON public.workflow_states (assigned_sales_id)
    WHERE assigned_sales_id IS NOT NULL;
CREATE INDEX idx_workflow_states_clinic_id ON public.workflow_states (clinic_id);
CREATE INDEX idx_workflow_states_clinic_stage ON public.workflow_states (clinic_id, current_stage);
CREATE INDEX idx_workflow_states_created_at ON public.workflow_states (created_at);
CREATE INDEX idx_workflow_states_current_stage ON public.workflow_states (current_stage);
CREATE INDEX idx_workflow_states_customer ON public.workflow_states (customer_id);
CREATE INDEX idx_workflow_states_customer_id ON public.workflow_states (customer_id);
CREATE INDEX idx_workflow_states_updated ON public.workflow_states (updated_at DESC);
CREATE INDEX idx_workflow_states_updated_at ON public.workflow_states (updated_at);

CREATE TABLE public.workflow_actions (
    id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT workflow_actions_pkey PRIMARY KEY,
    workflow_id uuid NOT NULL
        CONSTRAINT workflow_actions_workflow_id_fkey REFERENCES public.workflow_states (id) ON DELETE CASCADE,
    type varchar(50) NOT NULL CONSTRAINT valid_action_type CHECK (type IN (
        'scan_customer', 'send_proposal', 'confirm_payment', 'schedule_appointment', 'start_treatment',
        'complete_treatment', 'send_follow_up', 'close_case')),
    performed_by uuid NOT NULL
        CONSTRAINT workflow_actions_performed_by_fkey REFERENCES public.users (id) ON DELETE CASCADE,
    performed_at timestamptz DEFAULT now(),
    from_stage varchar(50) NOT NULL,
    to_stage varchar(50) NOT NULL,
    data jsonb DEFAULT '{}',
    notes text
);
CREATE INDEX idx_workflow_actions_performed ON public.workflow_actions (performed_at DESC);
CREATE INDEX idx_workflow_actions_workflow ON public.workflow_actions (workflow_id);

CREATE TABLE public.workflow_events (
    id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT workflow_events_pkey PRIMARY KEY,
    workflow_id uuid NOT NULL
        CONSTRAINT workflow_events_workflow_id_fkey REFERENCES public.workflow_states (id) ON DELETE CASCADE,
    event_type varchar(50) NOT NULL,
    event_data jsonb DEFAULT '{}',
    target_users uuid[] DEFAULT '{}',
    broadcast boolean DEFAULT false,
    processed boolean DEFAULT false,
    created_at timestamptz DEFAULT now()
);
CREATE INDEX idx_workflow_events_created_at ON public.workflow_events (created_at);
CREATE INDEX idx_workflow_events_event_type ON public.workflow_events (event_type);
CREATE INDEX idx_workflow_events_pending ON public.workflow_events (processed, created_at) WHERE processed = false;
CREATE INDEX idx_workflow_events_processed ON public.workflow_events (processed, created_at);
CREATE INDEX idx_workflow_events_workflow ON public.workflow_events (workflow_id);
CREATE INDEX idx_workflow_events_workflow_id ON public.workflow_events (workflow_id);

CREATE TABLE public.task_queue (
    id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT task_queue_pkey PRIMARY KEY,
    workflow_id uuid NOT NULL
        CONSTRAINT task_queue_workflow_id_fkey REFERENCES public.workflow_states (id) ON DELETE CASCADE,
    assigned_to uuid NOT NULL CONSTRAINT task_queue_assigned_to_fkey REFERENCES public.users (id) ON DELETE CASCADE,
    task_type varchar(50) NOT NULL,
    title varchar(255) NOT NULL,
    description text,
    priority varchar(20) DEFAULT 'medium'
        CONSTRAINT valid_priority CHECK (priority IN ('low', 'medium', 'high', 'critical')),
    status varchar(20) DEFAULT 'pending'
        CONSTRAINT valid_status CHECK (status IN ('pending', 'in_progress', 'completed', 'cancelled')),
    due_date timestamptz,
    task_data jsonb DEFAULT '{}',
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    completed_at timestamptz,
    notes text
);
CREATE INDEX idx_task_queue_assigned ON public.task_queue (assigned_to, status);
CREATE INDEX idx_task_queue_priority ON public.task_queue (priority, due_date);

CREATE FUNCTION public.update_workflow_states_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at = now();
  RETURN NEW;
END;
$$;

CREATE FUNCTION public.auto_assign_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.current_stage = 'lead_created' AND NEW.current_stage = 'scanned' THEN
    INSERT INTO task_queue (workflow_id, assigned_to, task_type, title, priority, due_date)
    VALUES (NEW.id, NEW.assigned_sales_id, 'send_proposal', 'ส่งข้อเสนอการรักษา', 'high', now() + interval '2 hours');
  END IF;
  RETURN NEW;
END;
$$;

CREATE TRIGGER workflow_state_changed AFTER UPDATE ON public.workflow_states
    FOR EACH ROW EXECUTE FUNCTION public.auto_assign_task();
CREATE TRIGGER trigger_update_workflow_states_updated_at BEFORE UPDATE ON public.workflow_states
    FOR EACH ROW EXECUTE FUNCTION public.update_workflow_states_updated_at();
RESET ROLE;
