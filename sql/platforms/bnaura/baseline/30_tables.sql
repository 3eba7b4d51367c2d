-- The application's tables as production has them. Supabase's default privileges stood when they were made, so anon
-- and authenticated hold every privilege on them. customers.preference_embedding (type vector) is left out: it needs
-- an extension the embedded servers do not carry, and nothing of this migration touches it.
GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role, bnaura_owner;
GRANT CREATE ON SCHEMA public TO bnaura_owner;
SET ROLE bnaura_owner;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;

CREATE TYPE public.user_role AS ENUM ('public', 'free_user', 'premium_customer', 'super_admin');
CREATE TYPE public.analysis_tier AS ENUM ('free', 'premium', 'clinical');
CREATE TYPE public.clinic_role AS ENUM ('clinic_owner', 'clinic_admin', 'clinic_staff', 'sales_staff');

CREATE TABLE public.clinics (
    id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT clinics_pkey PRIMARY KEY,
    clinic_code varchar(20) NOT NULL CONSTRAINT clinics_clinic_code_key UNIQUE,
    display_name jsonb NOT NULL,
    subscription_tier text DEFAULT 'starter',
    max_sales_staff integer DEFAULT 3,
    is_active boolean DEFAULT true,
    owner_user_id uuid CONSTRAINT clinics_owner_user_id_fkey REFERENCES auth.users (id),
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now()
);

CREATE TABLE public.users (
    id uuid NOT NULL CONSTRAINT users_pkey PRIMARY KEY
        CONSTRAINT users_id_fkey REFERENCES auth.users (id) ON DELETE CASCADE,
    email text NOT NULL CONSTRAINT users_email_key UNIQUE,
    role public.user_role NOT NULL DEFAULT 'free_user',
    tier public.analysis_tier NOT NULL DEFAULT 'free',
    clinic_id uuid CONSTRAINT users_clinic_id_fkey REFERENCES public.clinics (id),
    full_name text,
    metadata jsonb DEFAULT '{}',
    created_at timestamptz DEFAULT now()
);
CREATE INDEX idx_users_clinic_id ON public.users (clinic_id);
CREATE INDEX idx_users_email ON public.users (email);
CREATE INDEX idx_users_role ON public.users (role);

CREATE TABLE public.clinic_staff (
    id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT clinic_staff_pkey PRIMARY KEY,
    clinic_id uuid NOT NULL CONSTRAINT clinic_staff_clinic_id_fkey REFERENCES public.clinics (id) ON DELETE CASCADE,
    user_id uuid NOT NULL CONSTRAINT clinic_staff_user_id_fkey REFERENCES auth.users (id) ON DELETE CASCADE,
    role public.clinic_role NOT NULL DEFAULT 'clinic_staff',
    is_active boolean DEFAULT true,
    created_at timestamptz DEFAULT now(),
    CONSTRAINT clinic_staff_clinic_id_user_id_key UNIQUE (clinic_id, user_id)
);
CREATE INDEX idx_clinic_staff_clinic_id ON public.clinic_staff (clinic_id);
CREATE INDEX idx_clinic_staff_role ON public.clinic_staff (role);
CREATE INDEX idx_clinic_staff_user_id ON public.clinic_staff (user_id);

-- customer_code is nullable here: production dropped its NOT NULL when the mobile application began to insert
-- customers without a code.
CREATE TABLE public.customers (
    id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT customers_pkey PRIMARY KEY,
    clinic_id uuid NOT NULL CONSTRAINT customers_clinic_id_fkey REFERENCES public.clinics (id) ON DELETE CASCADE,
    user_id uuid CONSTRAINT customers_user_id_fkey REFERENCES auth.users (id) ON DELETE SET NULL,
    assigned_sales_id uuid CONSTRAINT customers_assigned_sales_id_fkey REFERENCES auth.users (id) ON DELETE SET NULL,
    customer_code varchar(20) CONSTRAINT customers_customer_code_key UNIQUE,
    full_name text NOT NULL,
    nickname text,
    email text,
    phone text,
    date_of_birth date,
    gender text CONSTRAINT customers_gender_check CHECK (gender IN ('male', 'female', 'other')),
    address jsonb DEFAULT '{}',
    district text,
    province text,
    postal_code text,
    status text DEFAULT 'active'
        CONSTRAINT customers_status_check CHECK (status IN ('active', 'inactive', 'blacklisted')),
    customer_type text DEFAULT 'regular'
        CONSTRAINT customers_customer_type_check CHECK (customer_type IN ('regular', 'vip', 'member')),
    source text DEFAULT 'walk_in'
        CONSTRAINT customers_source_check CHECK (source IN ('walk_in', 'referral', 'social_media', 'website', 'ads')),
    allergies text,
    medical_notes text,
    skin_concerns jsonb DEFAULT '[]',
    notes text,
    tags jsonb DEFAULT '[]',
    metadata jsonb DEFAULT '{}',
    first_visit_date date,
    last_visit_date date,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    assignment_date timestamptz DEFAULT now(),
    CONSTRAINT customers_clinic_id_customer_code_key UNIQUE (clinic_id, customer_code)
);
COMMENT ON COLUMN public.customers.customer_code IS 'Customer code, for example CUST-2025-001';
CREATE INDEX idx_customers_assigned_sales_id ON public.customers (assigned_sales_id);
CREATE INDEX idx_customers_clinic_active ON public.customers (clinic_id, full_name) WHERE status <> 'inactive';
CREATE INDEX idx_customers_clinic_id ON public.customers (clinic_id);
CREATE INDEX idx_customers_clinic_sales ON public.customers (clinic_id, assigned_sales_id);
CREATE INDEX idx_customers_created_at ON public.customers (created_at DESC);
CREATE INDEX idx_customers_email ON public.customers (email);
CREATE INDEX idx_customers_metadata_gin ON public.customers USING gin (metadata jsonb_path_ops);
CREATE INDEX idx_customers_phone ON public.customers (phone);
CREATE INDEX idx_customers_sales_status ON public.customers (assigned_sales_id, status, created_at DESC);
CREATE INDEX idx_customers_status ON public.customers (status);
CREATE INDEX idx_customers_user_id ON public.customers (user_id);

CREATE TABLE public.sales_commissions (
    id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT sales_commissions_pkey PRIMARY KEY,
    sales_staff_id uuid NOT NULL
        CONSTRAINT sales_commissions_sales_staff_id_fkey REFERENCES public.clinic_staff (id),
    customer_id uuid NOT NULL CONSTRAINT sales_commissions_customer_id_fkey REFERENCES public.customers (id),
    transaction_type varchar(50) NOT NULL,
    base_amount numeric(10,2) NOT NULL,
    commission_rate numeric(5,2) NOT NULL,
    commission_amount numeric(10,2) NOT NULL,
    payment_status varchar(20) DEFAULT 'pending',
    created_at timestamptz DEFAULT now()
);
CREATE INDEX idx_commissions_staff_date ON public.sales_commissions (sales_staff_id, created_at DESC)
    INCLUDE (commission_amount, payment_status);
RESET ROLE;
