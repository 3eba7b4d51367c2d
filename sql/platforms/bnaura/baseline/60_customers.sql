-- Codes by hand in three fashions, with gaps: the year and a number, six digits (which is also what the generator
-- will write, up to CUST-004711), the clinic's own; 57 of the large clinic's have none, one is '' and one is blank.
INSERT INTO public.customers (id, clinic_id, user_id, assigned_sales_id, customer_code, full_name, nickname, email,
    phone, gender, province, status, customer_type, source, skin_concerns, tags, first_visit_date, created_at,
    updated_at, assignment_date)
SELECT md5('customer BKK01 ' || n)::uuid, md5('clinic BKK01')::uuid,
       CASE WHEN n = 7 THEN md5('user customer7@bkk01.test')::uuid END,
       CASE WHEN n % 5 > 0 THEN md5('user sales' || (n % 3 + 1) || '@bkk01.test')::uuid END,
       CASE WHEN n % 7 = 0 THEN NULL
            WHEN n <= 200 THEN 'CUST-2025-' || lpad(n::text, 3, '0')
            ELSE 'CUST-' || lpad((n + 799)::text, 6, '0') END,
       'Customer ' || n || ' of Sukhumvit', CASE WHEN n % 2 = 0 THEN 'คุณ ' || n END, 'c' || n || '@customers.test',
       '+66-2-555-' || lpad(n::text, 4, '0'), (ARRAY['female', 'male', 'other'])[n % 3 + 1], 'Bangkok',
       CASE WHEN n % 40 = 0 THEN 'blacklisted' WHEN n % 11 = 0 THEN 'inactive' ELSE 'active' END,
       (ARRAY['regular', 'vip', 'member'])[n % 3 + 1],
       (ARRAY['walk_in', 'referral', 'social_media', 'website', 'ads'])[n % 5 + 1],
       '["pores", "pigmentation"]', '[]', date '2025-06-05' + n % 200,
       timestamptz '2025-06-05 11:00+07' + n * interval '7 hours',
       timestamptz '2025-06-05 11:00+07' + n * interval '7 hours',
       timestamptz '2025-06-05 11:00+07' + n * interval '7 hours'
FROM generate_series(1, 400) AS n;

INSERT INTO public.customers (id, clinic_id, assigned_sales_id, customer_code, full_name, email, created_at,
    updated_at, assignment_date)
SELECT md5('customer CNX01 ' || n)::uuid, md5('clinic CNX01')::uuid, md5('user sales1@cnx01.test')::uuid,
       CASE WHEN n % 4 > 0 THEN 'CNX-' || lpad(n::text, 4, '0') END,
       'Customer ' || n || ' of Chiang Mai', 'c' || n || '@north.test',
       timestamptz '2025-07-05 11:00+07' + n * interval '1 day', timestamptz '2025-07-05 11:00+07' + n * interval '1 day',
       timestamptz '2025-07-05 11:00+07' + n * interval '1 day'
FROM generate_series(1, 60) AS n;

INSERT INTO public.customers (id, clinic_id, customer_code, full_name, created_at, updated_at, assignment_date)
SELECT md5('customer HKT01 ' || c.n)::uuid, md5('clinic HKT01')::uuid, c.code, 'Customer ' || c.n || ' of Phuket',
       timestamptz '2025-10-01 11:00+07', timestamptz '2025-10-01 11:00+07', timestamptz '2025-10-01 11:00+07'
FROM (VALUES (1, 'CUST-004711'), (2, ''), (3, '   '), (4, 'cust-001001'), (5, 'CUST-2'), (6, NULL), (7, NULL)
) AS c (n, code);

INSERT INTO public.customers (id, clinic_id, customer_code, full_name, status, created_at, updated_at, assignment_date)
SELECT md5('customer NMA01 ' || n)::uuid, md5('clinic NMA01')::uuid, NULL, 'Customer ' || n || ' of Korat', 'inactive',
       timestamptz '2025-08-05 11:00+07', timestamptz '2025-08-05 11:00+07', timestamptz '2025-08-05 11:00+07'
FROM generate_series(1, 3) AS n;
