CREATE TABLE public.bills (id integer PRIMARY KEY, issued_on date, due_on date, ended_at timestamp, started_at timestamp);
INSERT INTO public.bills SELECT n, date '2025-01-01' + n, date '2025-01-31' + n, '2025-01-02', '2025-01-01' FROM generate_series(1, 20) AS n;
