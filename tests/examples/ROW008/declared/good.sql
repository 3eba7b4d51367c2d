CREATE TABLE public.tenants (id integer PRIMARY KEY);
INSERT INTO public.tenants VALUES (1);
CREATE TABLE public.stays (
    id integer PRIMARY KEY, tenant_id integer NOT NULL REFERENCES public.tenants, born date, "startDate" date, "endDate" date,
    "estimatedEndDate" date, created_at timestamptz NOT NULL, updated_at timestamptz, deleted_at timestamp, valid_until timestamp
);
-- Two clocks differ by a moment, some were born early, some hold for ever, plans are late, and a day begins elsewhere.
INSERT INTO public.stays
SELECT n, 1, date '1969-06-01' + n * 100, date '2025-01-01' + n, date '2025-01-01' + n + n % 3, date '2025-01-01' + 4 * n % 9,
    timestamptz '2025-01-01 09:00+00' + n * interval '1 day',
    timestamptz '2025-01-01 09:00+00' + n * interval '1 day' - (n = 7)::int * interval '3 seconds',
    CASE WHEN n = 5 THEN timestamp '2025-01-05 12:00' END, CASE WHEN n < 3 THEN timestamp '9999-12-31' WHEN n > 9 THEN 'infinity' ELSE '2026-01-01' END
FROM generate_series(1, 30) AS n;
-- What half of the rows have is no mistake of one, and of three nobody knows.
CREATE TABLE public.tasks (id integer PRIMARY KEY, started_at timestamptz, finished_at timestamptz);
INSERT INTO public.tasks SELECT n, '2025-02-01', timestamptz '2025-02-01' + (n % 2 - 0.5) * interval '1 day' FROM generate_series(1, 40) AS n;
CREATE TABLE public.some (id integer PRIMARY KEY, started_at timestamptz, finished_at timestamptz);
INSERT INTO public.some VALUES (1, '2025-02-01', '2025-02-02'), (2, '2025-02-01', '2025-02-02'), (3, '2025-02-02', '2025-02-01');
