CREATE VIEW app.customers AS SELECT id FROM public.customers;
