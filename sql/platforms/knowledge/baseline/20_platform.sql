-- The platform around the knowledge base: organisations, workspaces (the tenants), users, memberships, connected accounts.
-- Row security is in order here; the migration may not change any of it.
GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role;

CREATE FUNCTION public.update_updated_at_column() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN NEW.updated_at := now(); RETURN NEW; END $$;
ALTER FUNCTION public.update_updated_at_column() OWNER TO sam_owner;
REVOKE ALL ON FUNCTION public.update_updated_at_column() FROM PUBLIC;

CREATE TABLE public.organizations (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    clerk_org_id text,
    name text NOT NULL,
    slug text,
    logo_url text,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    billing_type text NOT NULL DEFAULT 'direct',
    master_billing_email text,
    stripe_customer_id text,
    CONSTRAINT organizations_pkey PRIMARY KEY (id),
    CONSTRAINT organizations_billing_type_check CHECK (billing_type IN ('direct', 'master_account')),
    CONSTRAINT organizations_clerk_org_id_key UNIQUE (clerk_org_id),
    CONSTRAINT organizations_slug_key UNIQUE (slug)
);

CREATE TABLE public.workspaces (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    name text NOT NULL,
    slug text NOT NULL,
    owner_id uuid NOT NULL,
    organization_id uuid,
    settings jsonb DEFAULT '{}',
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    trial_ends_at timestamptz,
    billing_starts_at timestamptz,
    tenant text DEFAULT 'innovareai',
    company_url text,
    detected_industry text,
    company_description text,
    target_personas text[],
    pain_points text[],
    value_proposition text,
    key_competitors text[],
    pricing_model text,
    website_analysis_status text DEFAULT 'pending',
    website_analyzed_at timestamptz,
    manual_overrides jsonb DEFAULT '{}',
    stripe_customer_id text,
    stripe_subscription_id text,
    subscription_status text DEFAULT 'active',
    subscription_cancelled_at timestamptz,
    subscription_cancel_at timestamptz,
    is_active boolean DEFAULT true,
    client_code varchar(3),
    reseller_affiliation text,
    commenting_agent_enabled boolean DEFAULT false,
    CONSTRAINT workspaces_pkey PRIMARY KEY (id),
    CONSTRAINT workspaces_slug_key UNIQUE (slug),
    CONSTRAINT unique_client_code UNIQUE (client_code),
    CONSTRAINT workspaces_reseller_affiliation_check CHECK (reseller_affiliation IN ('3cubed', 'innovareai', 'direct')),
    CONSTRAINT workspaces_website_analysis_status_check
        CHECK (website_analysis_status IN ('pending', 'analyzing', 'completed', 'failed'))
);
CREATE INDEX idx_workspaces_analysis_status ON public.workspaces (website_analysis_status);
CREATE INDEX idx_workspaces_commenting_enabled ON public.workspaces (commenting_agent_enabled) WHERE commenting_agent_enabled = true;
CREATE INDEX idx_workspaces_organization_id ON public.workspaces (organization_id);
CREATE INDEX idx_workspaces_owner_id ON public.workspaces (owner_id);
CREATE INDEX idx_workspaces_tenant ON public.workspaces (tenant);
CREATE INDEX idx_workspaces_trial_ends_at ON public.workspaces (trial_ends_at);

CREATE TABLE public.users (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    email text NOT NULL,
    first_name text,
    last_name text,
    image_url text,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    current_workspace_id uuid,
    email_verified boolean DEFAULT false,
    email_verified_at timestamptz,
    profile_country text,
    subscription_status text,
    trial_ends_at timestamptz,
    cancelled_at timestamptz,
    cancellation_reason text,
    subscription_plan text,
    billing_cycle text,
    profile_timezone text DEFAULT 'America/New_York',
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_subscription_status_check CHECK (subscription_status IN ('trial', 'active', 'cancelled', 'expired')),
    CONSTRAINT users_current_workspace_id_fkey
        FOREIGN KEY (current_workspace_id) REFERENCES public.workspaces (id) ON DELETE SET NULL
);
CREATE INDEX idx_users_current_workspace_id ON public.users (current_workspace_id);
CREATE INDEX idx_users_subscription_status ON public.users (subscription_status);

CREATE TABLE public.user_organizations (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    user_id uuid,
    organization_id uuid,
    role text DEFAULT 'member',
    joined_at timestamptz DEFAULT now(),
    CONSTRAINT user_organizations_pkey PRIMARY KEY (id),
    CONSTRAINT user_organizations_user_id_organization_id_key UNIQUE (user_id, organization_id),
    CONSTRAINT user_organizations_organization_id_fkey
        FOREIGN KEY (organization_id) REFERENCES public.organizations (id) ON DELETE CASCADE,
    CONSTRAINT user_organizations_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE
);
CREATE INDEX idx_user_organizations_org_id ON public.user_organizations (organization_id);
CREATE INDEX idx_user_organizations_user_id ON public.user_organizations (user_id);

-- The memberships isolation stands on. As in production, nothing references anything here.
CREATE TABLE public.workspace_members (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL DEFAULT 'member',
    joined_at timestamptz DEFAULT now(),
    linkedin_unipile_account_id text,
    status text DEFAULT 'active',
    CONSTRAINT workspace_members_pkey PRIMARY KEY (id),
    CONSTRAINT workspace_members_workspace_id_user_id_key UNIQUE (workspace_id, user_id)
);
CREATE INDEX idx_workspace_members_linkedin_account ON public.workspace_members (linkedin_unipile_account_id);
CREATE INDEX idx_workspace_members_user_id ON public.workspace_members (user_id);
CREATE INDEX idx_workspace_members_workspace_id ON public.workspace_members (workspace_id);

-- Connected LinkedIn, e-mail and calendar accounts; not memberships, whatever the name says.
CREATE TABLE public.workspace_accounts (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    account_type text NOT NULL,
    account_identifier text NOT NULL,
    account_name text,
    unipile_account_id text,
    platform_account_id text,
    connection_status text DEFAULT 'pending',
    connected_at timestamptz,
    last_verified_at timestamptz,
    account_metadata jsonb DEFAULT '{}',
    capabilities jsonb DEFAULT '{}',
    limitations jsonb DEFAULT '{}',
    is_active boolean DEFAULT true,
    error_details jsonb,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    unipile_sources jsonb DEFAULT '[]',
    daily_message_limit integer DEFAULT 20,
    messages_sent_today integer DEFAULT 0,
    last_message_date date DEFAULT CURRENT_DATE,
    scheduling_url text,
    access_token text,
    refresh_token text,
    token_expires_at timestamptz,
    CONSTRAINT workspace_accounts_pkey PRIMARY KEY (id),
    CONSTRAINT workspace_accounts_unipile_account_id_key UNIQUE (unipile_account_id),
    CONSTRAINT workspace_accounts_unique_account_per_workspace
        UNIQUE (workspace_id, user_id, account_type, account_identifier),
    CONSTRAINT workspace_accounts_workspace_id_account_type_account_identi_key
        UNIQUE (workspace_id, account_type, account_identifier),
    CONSTRAINT workspace_accounts_account_type_check CHECK (account_type IN
        ('linkedin', 'email', 'google_calendar', 'google', 'outlook_calendar', 'calcom', 'calendly')),
    CONSTRAINT workspace_accounts_connection_status_check CHECK (connection_status IN
        ('pending', 'connected', 'failed', 'needs_verification', 'disconnected')),
    CONSTRAINT workspace_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users (id) ON DELETE CASCADE,
    CONSTRAINT workspace_accounts_workspace_id_fkey
        FOREIGN KEY (workspace_id) REFERENCES public.workspaces (id) ON DELETE CASCADE
);
CREATE INDEX idx_workspace_accounts_status ON public.workspace_accounts (connection_status);
CREATE INDEX idx_workspace_accounts_user ON public.workspace_accounts (user_id);
CREATE INDEX idx_workspace_accounts_workspace ON public.workspace_accounts (workspace_id);
CREATE INDEX idx_workspace_accounts_unipile_sources ON public.workspace_accounts USING gin (unipile_sources);

CREATE TRIGGER update_users_updated_at BEFORE UPDATE ON public.users
    FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();
CREATE TRIGGER update_organizations_updated_at BEFORE UPDATE ON public.organizations
    FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

ALTER TABLE public.organizations OWNER TO sam_owner, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.workspaces OWNER TO sam_owner, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.users OWNER TO sam_owner, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.user_organizations OWNER TO sam_owner, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.workspace_members OWNER TO sam_owner, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.workspace_accounts OWNER TO sam_owner, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE, DELETE ON public.organizations, public.workspaces, public.users,
    public.user_organizations, public.workspace_members, public.workspace_accounts TO service_role;
GRANT SELECT ON public.organizations, public.workspaces, public.users, public.user_organizations,
    public.workspace_members TO authenticated;
GRANT SELECT (id, workspace_id, user_id, account_type, account_name, connection_status, is_active, created_at)
    ON public.workspace_accounts TO authenticated;
GRANT UPDATE (first_name, last_name, image_url, profile_country, profile_timezone) ON public.users TO authenticated;

CREATE POLICY workspace_members_read_own ON public.workspace_members FOR SELECT TO authenticated
    USING (user_id = (SELECT auth.uid()));
CREATE POLICY workspaces_read_as_member ON public.workspaces FOR SELECT TO authenticated
    USING (id IN (SELECT m.workspace_id FROM public.workspace_members m
                  WHERE m.user_id = (SELECT auth.uid()) AND m.status = 'active'));
CREATE POLICY workspace_accounts_read_own ON public.workspace_accounts FOR SELECT TO authenticated
    USING (user_id = (SELECT auth.uid())
           AND workspace_id IN (SELECT m.workspace_id FROM public.workspace_members m
                                WHERE m.user_id = (SELECT auth.uid()) AND m.status = 'active'));
CREATE POLICY users_read_own ON public.users FOR SELECT TO authenticated USING (id = (SELECT auth.uid()));
CREATE POLICY users_change_own ON public.users FOR UPDATE TO authenticated
    USING (id = (SELECT auth.uid())) WITH CHECK (id = (SELECT auth.uid()));
CREATE POLICY user_organizations_read_own ON public.user_organizations FOR SELECT TO authenticated
    USING (user_id = (SELECT auth.uid()));
CREATE POLICY organizations_read_as_member ON public.organizations FOR SELECT TO authenticated
    USING (id IN (SELECT o.organization_id FROM public.user_organizations o WHERE o.user_id = (SELECT auth.uid())));
