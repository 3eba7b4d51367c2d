CREATE TABLE public.tenants (id integer PRIMARY KEY);
INSERT INTO public.tenants VALUES (1);
CREATE TABLE public.orders (
    id integer PRIMARY KEY, tenant_id integer NOT NULL REFERENCES public.tenants, state text, currency text, country text, number text,
    email varchar(80), city text, link text, house text, phone text, media_type text, deleted_at timestamptz
);
-- What people call things is theirs, some houses have a letter, who is deleted has no address, and two forms are two.
INSERT INTO public.orders
SELECT n, 1, (ARRAY['open', 'in progress', 'done'])[n % 3 + 1], CASE WHEN n % 5 = 0 THEN 'USD' ELSE 'EUR' END, 'AT', 'ORD-2025-' || n,
    CASE WHEN n = 4 THEN 'deleted' ELSE 'a' || n || '@acme.org' END, CASE WHEN n = 3 THEN 'wien' ELSE 'Wien' END,
    CASE WHEN n = 9 THEN '/home' ELSE 'https://acme.org/' || n END, CASE WHEN n = 7 THEN '7a' ELSE n::text END,
    CASE WHEN n % 2 = 0 THEN '+43 1 5055' ELSE '0151000' END,
    CASE WHEN n % 2 = 0 THEN 'image/png' ELSE 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' END, CASE WHEN n = 4 THEN timestamptz '2025-01-01' END
FROM generate_series(1, 40) AS n;
CREATE TABLE public.parts (id integer PRIMARY KEY, state text, number text);
INSERT INTO public.parts SELECT n, CASE WHEN n % 2 = 0 THEN 'Open' ELSE 'open' END, CASE WHEN n % 4 = 0 THEN 'x' ELSE 'P-' || n END FROM generate_series(1, 40) AS n;
