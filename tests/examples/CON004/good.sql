CREATE TABLE public.tenants (id bigint PRIMARY KEY);
CREATE TABLE public.countries (id bigint PRIMARY KEY);
CREATE TABLE public.customers (
  id bigint PRIMARY KEY, tenant_id bigint NOT NULL REFERENCES public.tenants, country_id bigint REFERENCES public.countries,
  UNIQUE (tenant_id, id));
CREATE TABLE public.invoices (
  id bigint PRIMARY KEY, tenant_id bigint NOT NULL, customer_id bigint,
  CONSTRAINT customer FOREIGN KEY (tenant_id, customer_id) REFERENCES public.customers (tenant_id, id));
CREATE TABLE public.payments (
  id bigint PRIMARY KEY, tenant_id bigint NOT NULL, customer_id bigint, payer_tenant bigint NOT NULL,
  CONSTRAINT payer FOREIGN KEY (payer_tenant, customer_id) REFERENCES public.customers (tenant_id, id),
  CONSTRAINT own_payer CHECK (payer_tenant = tenant_id AND id > 0));
