-- The knowledge base before the migration: global. The tenant column is there and mostly empty, row security is off,
-- everybody holds every privilege, and a policy of an earlier attempt waits to be switched on.
CREATE TABLE public.knowledge_base (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    workspace_id uuid,
    section_id uuid,
    category text NOT NULL,
    subcategory text,
    title text NOT NULL,
    content text NOT NULL,
    tags text[] DEFAULT '{}',
    version text DEFAULT '4.4',
    visibility text DEFAULT 'workspace',
    is_active boolean DEFAULT true,
    source_type text,
    source_metadata jsonb DEFAULT '{}',
    metadata jsonb DEFAULT '{}',
    created_by uuid,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    CONSTRAINT knowledge_base_pkey PRIMARY KEY (id),
    CONSTRAINT knowledge_base_source_type_check
        CHECK (source_type IN ('manual', 'document_upload', 'sam_discovery', 'api_import'))
);
CREATE INDEX idx_knowledge_base_active ON public.knowledge_base (is_active) WHERE is_active = true;
CREATE INDEX idx_knowledge_base_category ON public.knowledge_base (category);

CREATE TABLE public.knowledge_base_sections (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    workspace_id uuid,
    name text NOT NULL,
    description text,
    icon text,
    is_active boolean DEFAULT true,
    display_order integer NOT NULL DEFAULT 0,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    CONSTRAINT knowledge_base_sections_pkey PRIMARY KEY (id),
    CONSTRAINT knowledge_base_sections_workspace_id_fkey
        FOREIGN KEY (workspace_id) REFERENCES public.workspaces (id) ON DELETE CASCADE
);
CREATE INDEX idx_kb_sections_workspace ON public.knowledge_base_sections (workspace_id);

ALTER TABLE public.knowledge_base OWNER TO sam_owner;
ALTER TABLE public.knowledge_base_sections OWNER TO sam_owner;
GRANT ALL ON public.knowledge_base, public.knowledge_base_sections TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE sam_owner IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE sam_owner IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE sam_owner IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;

CREATE POLICY "Users can manage workspace knowledge" ON public.knowledge_base
    USING (workspace_id IS NULL
           OR workspace_id IN (SELECT a.workspace_id FROM public.workspace_accounts a WHERE a.user_id = auth.uid()));

-- What an older product left behind. The runbook imports it if it is there.
CREATE TABLE public.legacy_icp_data (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    workspace_id uuid, title text, company_name text, description text, industry text, company_size text,
    revenue_range text, pain_points text, metadata jsonb, created_by uuid, user_id uuid, created_at timestamptz DEFAULT now(),
    CONSTRAINT legacy_icp_data_pkey PRIMARY KEY (id)
);
CREATE TABLE public.legacy_product_data (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    workspace_id uuid, product_name text, title text, description text, price text, features text, benefits text, sku text,
    category text, metadata jsonb, created_by uuid, user_id uuid, created_at timestamptz DEFAULT now(),
    CONSTRAINT legacy_product_data_pkey PRIMARY KEY (id)
);
CREATE TABLE public.legacy_competitor_data (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    workspace_id uuid, competitor_name text, company_name text, title text, description text, strengths text, weaknesses text,
    market_share text, pricing_info text, website text, market_position text, metadata jsonb, created_by uuid, user_id uuid,
    created_at timestamptz DEFAULT now(),
    CONSTRAINT legacy_competitor_data_pkey PRIMARY KEY (id)
);
CREATE TABLE public.legacy_persona_data (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    workspace_id uuid, persona_name text, title text, description text, job_title text, goals text, challenges text,
    demographics text, seniority_level text, department text, metadata jsonb, created_by uuid, user_id uuid,
    created_at timestamptz DEFAULT now(),
    CONSTRAINT legacy_persona_data_pkey PRIMARY KEY (id)
);
ALTER TABLE public.legacy_icp_data OWNER TO sam_owner, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.legacy_product_data OWNER TO sam_owner, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.legacy_competitor_data OWNER TO sam_owner, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.legacy_persona_data OWNER TO sam_owner, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
GRANT SELECT ON public.legacy_icp_data, public.legacy_product_data, public.legacy_competitor_data,
    public.legacy_persona_data TO service_role;
