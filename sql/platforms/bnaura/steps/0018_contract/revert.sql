ALTER TABLE public.workflow_states ADD CONSTRAINT workflow_states_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES public.customers (id) ON DELETE CASCADE;
ALTER TABLE public.customers ADD CONSTRAINT customers_customer_code_key UNIQUE (customer_code);
ALTER TABLE public.customers ALTER COLUMN customer_code DROP NOT NULL;
