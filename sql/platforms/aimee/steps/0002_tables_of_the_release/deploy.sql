-- Why: The publish pushed an older state: the configurations of agents and the themes have no table. The runbook
--   lists the tables of production and leaves it to the reader to notice which are missing.
-- Phase: schema
-- Locks: SHARE ROW EXCLUSIVE on agent_workflows, objectives, organizations and users, for the instant that a foreign
--   key to them needs
-- Requires: nothing
-- Transaction: one
-- Loses: SELECT (SELECT count(*) FROM public.ai_agent_configurations) + (SELECT count(*) FROM public.theme_settings
--   AS t WHERE num_nonnulls(t.light_theme, t.dark_theme, t.brand_settings, t.layout_settings) > 0)

CREATE TABLE public.ai_agent_configurations (
    id serial NOT NULL,
    organization_id integer NOT NULL,
    agent_workflow_id integer,
    feature_type varchar(50) NOT NULL,
    is_enabled boolean DEFAULT false NOT NULL,
    system_prompt_document_ids jsonb DEFAULT '[]'::jsonb,
    knowledge_document_ids jsonb DEFAULT '[]'::jsonb,
    model_config jsonb DEFAULT '{"model": "gpt-4o-mini", "maxTokens": 1000, "temperature": 0.7}'::jsonb NOT NULL,
    auto_generate_on_arrival boolean DEFAULT true,
    context_sources jsonb DEFAULT '["customer_info", "ticket_history", "account_balance", "connection_status"]'::jsonb,
    linked_objective_id integer,
    linked_key_result_ids jsonb DEFAULT '[]'::jsonb,
    created_by integer,
    created_at timestamp DEFAULT now(),
    updated_at timestamp DEFAULT now(),
    CONSTRAINT ai_agent_configurations_agent_workflow_id_agent_workflows_id_fk FOREIGN KEY (agent_workflow_id) REFERENCES public.agent_workflows (id) ON DELETE CASCADE,
    CONSTRAINT ai_agent_configurations_created_by_users_id_fk FOREIGN KEY (created_by) REFERENCES public.users (id),
    CONSTRAINT ai_agent_configurations_linked_objective_id_objectives_id_fk FOREIGN KEY (linked_objective_id) REFERENCES public.objectives (id),
    CONSTRAINT ai_agent_configurations_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES public.organizations (id),
    CONSTRAINT ai_agent_configurations_pkey PRIMARY KEY (id)
);

CREATE TABLE public.theme_settings (
    id serial NOT NULL,
    organization_id integer NOT NULL,
    light_theme jsonb,
    dark_theme jsonb,
    brand_settings jsonb,
    layout_settings jsonb,
    active_theme varchar(10) DEFAULT 'light',
    created_at timestamp DEFAULT now(),
    updated_at timestamp DEFAULT now(),
    CONSTRAINT theme_settings_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES public.organizations (id),
    CONSTRAINT theme_settings_pkey PRIMARY KEY (id)
);

CREATE INDEX idx_ai_configs_objective ON public.ai_agent_configurations (linked_objective_id);

CREATE INDEX idx_ai_configs_org ON public.ai_agent_configurations (organization_id);

CREATE INDEX idx_ai_configs_workflow ON public.ai_agent_configurations (agent_workflow_id);

CREATE INDEX idx_theme_settings_org ON public.theme_settings (organization_id);

ALTER TABLE public.ai_agent_configurations OWNER TO aimee_owner;

ALTER TABLE public.theme_settings OWNER TO aimee_owner;

GRANT SELECT, INSERT, UPDATE, DELETE ON public.ai_agent_configurations, public.theme_settings TO aimee_app;

GRANT USAGE, SELECT ON SEQUENCE public.ai_agent_configurations_id_seq, public.theme_settings_id_seq TO aimee_app;
