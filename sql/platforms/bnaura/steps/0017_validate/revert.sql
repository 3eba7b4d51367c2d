-- Nothing takes a validation back but making the constraint again.
ALTER TABLE public.workflow_states DROP CONSTRAINT workflow_states_clinic_customer_fkey;
ALTER TABLE public.workflow_states ADD CONSTRAINT workflow_states_clinic_customer_fkey
    FOREIGN KEY (clinic_id, customer_id) REFERENCES public.customers (clinic_id, id) ON DELETE CASCADE NOT VALID;
ALTER TABLE public.sales_commissions DROP CONSTRAINT sales_commissions_workflow_id_fkey;
ALTER TABLE public.sales_commissions ADD CONSTRAINT sales_commissions_workflow_id_fkey
    FOREIGN KEY (workflow_id) REFERENCES public.workflow_states (id) NOT VALID;
ALTER TABLE public.customers DROP CONSTRAINT customers_customer_code_present;
ALTER TABLE public.customers ADD CONSTRAINT customers_customer_code_present
    CHECK (customer_code IS NOT NULL AND btrim(customer_code) <> '') NOT VALID;
