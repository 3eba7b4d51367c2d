-- Five clinics of different size: a large one, a middling one, a small one, one that opened yesterday and has no
-- customer, and one that closed. People are functions of a clinic; all addresses end in .test.
INSERT INTO auth.users (id, email, encrypted_password, email_confirmed_at, raw_app_meta_data, created_at)
SELECT md5('user ' || p.email)::uuid, p.email, '$2a$10$' || left(md5(p.email) || md5(reverse(p.email)), 53),
       CASE WHEN p.confirmed THEN timestamptz '2025-06-02 09:00+07' END, '{"provider": "email"}',
       timestamptz '2025-06-01 09:00+07'
FROM (VALUES
    ('owner@bkk01.test', true), ('admin@bkk01.test', true), ('desk@bkk01.test', true),
    ('sales1@bkk01.test', true), ('sales2@bkk01.test', true), ('sales3@bkk01.test', true),
    ('therapist@bkk01.test', true), ('customer7@bkk01.test', true),
    ('owner@cnx01.test', true), ('sales1@cnx01.test', true), ('former.sales@cnx01.test', true),
    ('owner@hkt01.test', true), ('sales1@hkt01.test', true),
    ('owner@kkc01.test', true), ('owner@nma01.test', true),
    -- works in two clinics
    ('trainer@bnaura.test', true),
    ('operations@bnaura.test', true),
    -- signed up, never joined a clinic, never confirmed the address
    ('visitor@bnaura.test', false),
    -- left behind by the testers
    ('test.owner@bnaura.test', true), ('test.premium@bnaura.test', true)
) AS p (email, confirmed);

INSERT INTO public.clinics
    (id, clinic_code, display_name, subscription_tier, max_sales_staff, is_active, owner_user_id, created_at, updated_at)
SELECT md5('clinic ' || c.code)::uuid, c.code, jsonb_build_object('th', c.th, 'en', c.en), c.tier, c.seats, c.open,
       md5('user owner@' || lower(c.code) || '.test')::uuid, c.since, c.since
FROM (VALUES
    ('BKK01', 'คลินิกสุขุมวิท', 'Sukhumvit Clinic', 'enterprise', 20, true, timestamptz '2025-06-01 10:00+07'),
    ('CNX01', 'คลินิกเชียงใหม่', 'Chiang Mai Clinic', 'professional', 5, true, timestamptz '2025-07-01 10:00+07'),
    ('HKT01', 'คลินิกภูเก็ต', 'Phuket Clinic', 'starter', 3, true, timestamptz '2025-09-01 10:00+07'),
    ('KKC01', 'คลินิกขอนแก่น', 'Khon Kaen Clinic', 'starter', 3, true, timestamptz '2026-01-31 10:00+07'),
    ('NMA01', 'คลินิกโคราช', 'Korat Clinic', 'starter', 3, false, timestamptz '2025-08-01 10:00+07')
) AS c (code, th, en, tier, seats, open, since);

INSERT INTO public.users (id, email, role, tier, clinic_id, full_name, created_at)
SELECT a.id, a.email,
       CASE WHEN a.email = 'operations@bnaura.test' THEN 'super_admin'
            WHEN a.email IN ('customer7@bkk01.test', 'test.premium@bnaura.test') THEN 'premium_customer'
            ELSE 'free_user' END::public.user_role,
       CASE WHEN a.email LIKE '%@bkk01.test' THEN 'clinical' ELSE 'free' END::public.analysis_tier,
       c.id, initcap(translate(split_part(a.email, '@', 1), '.', ' ')), a.created_at
FROM auth.users AS a
LEFT JOIN public.clinics AS c ON lower(c.clinic_code) = split_part(split_part(a.email, '@', 2), '.', 1);

INSERT INTO public.clinic_staff (id, clinic_id, user_id, role, is_active, created_at)
SELECT md5('staff ' || s.code || s.email)::uuid, md5('clinic ' || s.code)::uuid, md5('user ' || s.email)::uuid,
       s.role::public.clinic_role, s.active, timestamptz '2025-09-02 09:00+07'
FROM (VALUES
    ('BKK01', 'owner@bkk01.test', 'clinic_owner', true), ('BKK01', 'admin@bkk01.test', 'clinic_admin', true),
    ('BKK01', 'desk@bkk01.test', 'clinic_staff', true), ('BKK01', 'therapist@bkk01.test', 'clinic_staff', true),
    ('BKK01', 'sales1@bkk01.test', 'sales_staff', true), ('BKK01', 'sales2@bkk01.test', 'sales_staff', true),
    ('BKK01', 'sales3@bkk01.test', 'sales_staff', true), ('BKK01', 'trainer@bnaura.test', 'clinic_staff', true),
    ('CNX01', 'owner@cnx01.test', 'clinic_owner', true), ('CNX01', 'sales1@cnx01.test', 'sales_staff', true),
    ('CNX01', 'trainer@bnaura.test', 'clinic_admin', true),
    -- left the clinic; the token of the last login may still name it
    ('CNX01', 'former.sales@cnx01.test', 'sales_staff', false),
    ('HKT01', 'owner@hkt01.test', 'clinic_owner', true), ('HKT01', 'sales1@hkt01.test', 'sales_staff', true),
    ('KKC01', 'owner@kkc01.test', 'clinic_owner', true), ('KKC01', 'test.owner@bnaura.test', 'clinic_owner', true),
    ('NMA01', 'owner@nma01.test', 'clinic_owner', true)
) AS s (code, email, role, active);
