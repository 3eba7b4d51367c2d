DROP INDEX public.customers_clinic;
