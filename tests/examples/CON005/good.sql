CREATE TABLE public.tenants (id bigint PRIMARY KEY, name text UNIQUE);
CREATE TABLE public.users (
  id bigint PRIMARY KEY, tenant_id bigint NOT NULL REFERENCES public.tenants, email text, token text UNIQUE,
  public_id uuid UNIQUE, UNIQUE (tenant_id, email));
CREATE TABLE public.pages (id bigint PRIMARY KEY, tenant_id bigint, user_id bigint REFERENCES public.users, name text, UNIQUE (user_id, name));
