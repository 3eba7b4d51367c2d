CREATE TABLE public.roles (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, is_system boolean NOT NULL,
    spending_limit numeric(12,2), permissions jsonb NOT NULL
);
INSERT INTO public.roles (name, is_system, spending_limit, permissions) VALUES
    ('Owner', true, NULL, '{"all": true}'), ('Finance', true, 50000, '{"invoices": ["read", "write"]}'),
    ('owner', false, 10, '{}');  -- a tenant's own role: not under the claim
