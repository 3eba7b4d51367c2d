UPDATE public.roles SET name = 'Owner ' WHERE name = 'Owner';
UPDATE public.roles SET spending_limit = 5000, permissions = '{"invoices": ["write", "read"]}' WHERE name = 'Finance';
INSERT INTO public.roles (name, is_system, permissions) VALUES ('finance', true, '{}');
