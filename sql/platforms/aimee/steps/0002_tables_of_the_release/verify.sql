WITH wanted(relation, name, definition) AS (VALUES
    ('public.ai_agent_configurations', 'column agent_workflow_id', 'integer'),
    ('public.ai_agent_configurations', 'column auto_generate_on_arrival', 'boolean default true'),
    ('public.ai_agent_configurations', 'column context_sources', 'jsonb default ''["customer_info", "ticket_history", "account_balance", "connection_status"]''::jsonb'),
    ('public.ai_agent_configurations', 'column created_at', 'timestamp without time zone default now()'),
    ('public.ai_agent_configurations', 'column created_by', 'integer'),
    ('public.ai_agent_configurations', 'column feature_type', 'character varying(50) not null'),
    ('public.ai_agent_configurations', 'column id', 'integer not null default nextval(''public.ai_agent_configurations_id_seq''::regclass)'),
    ('public.ai_agent_configurations', 'column is_enabled', 'boolean not null default false'),
    ('public.ai_agent_configurations', 'column knowledge_document_ids', 'jsonb default ''[]''::jsonb'),
    ('public.ai_agent_configurations', 'column linked_key_result_ids', 'jsonb default ''[]''::jsonb'),
    ('public.ai_agent_configurations', 'column linked_objective_id', 'integer'),
    ('public.ai_agent_configurations', 'column model_config', 'jsonb not null default ''{"model": "gpt-4o-mini", "maxTokens": 1000, "temperature": 0.7}''::jsonb'),
    ('public.ai_agent_configurations', 'column organization_id', 'integer not null'),
    ('public.ai_agent_configurations', 'column system_prompt_document_ids', 'jsonb default ''[]''::jsonb'),
    ('public.ai_agent_configurations', 'column updated_at', 'timestamp without time zone default now()'),
    ('public.ai_agent_configurations', 'constraint ai_agent_configurations_agent_workflow_id_agent_workflows_id_fk', 'FOREIGN KEY (agent_workflow_id) REFERENCES public.agent_workflows(id) ON DELETE CASCADE'),
    ('public.ai_agent_configurations', 'constraint ai_agent_configurations_created_by_users_id_fk', 'FOREIGN KEY (created_by) REFERENCES public.users(id)'),
    ('public.ai_agent_configurations', 'constraint ai_agent_configurations_linked_objective_id_objectives_id_fk', 'FOREIGN KEY (linked_objective_id) REFERENCES public.objectives(id)'),
    ('public.ai_agent_configurations', 'constraint ai_agent_configurations_organization_id_organizations_id_fk', 'FOREIGN KEY (organization_id) REFERENCES public.organizations(id)'),
    ('public.ai_agent_configurations', 'constraint ai_agent_configurations_pkey', 'PRIMARY KEY (id)'),
    ('public.ai_agent_configurations', 'index idx_ai_configs_objective', 'CREATE INDEX idx_ai_configs_objective ON public.ai_agent_configurations USING btree (linked_objective_id)'),
    ('public.ai_agent_configurations', 'index idx_ai_configs_org', 'CREATE INDEX idx_ai_configs_org ON public.ai_agent_configurations USING btree (organization_id)'),
    ('public.ai_agent_configurations', 'index idx_ai_configs_workflow', 'CREATE INDEX idx_ai_configs_workflow ON public.ai_agent_configurations USING btree (agent_workflow_id)'),
    ('public.theme_settings', 'column active_theme', 'character varying(10) default ''light''::character varying'),
    ('public.theme_settings', 'column brand_settings', 'jsonb'),
    ('public.theme_settings', 'column created_at', 'timestamp without time zone default now()'),
    ('public.theme_settings', 'column dark_theme', 'jsonb'),
    ('public.theme_settings', 'column id', 'integer not null default nextval(''public.theme_settings_id_seq''::regclass)'),
    ('public.theme_settings', 'column layout_settings', 'jsonb'),
    ('public.theme_settings', 'column light_theme', 'jsonb'),
    ('public.theme_settings', 'column organization_id', 'integer not null'),
    ('public.theme_settings', 'column updated_at', 'timestamp without time zone default now()'),
    ('public.theme_settings', 'constraint theme_settings_organization_id_organizations_id_fk', 'FOREIGN KEY (organization_id) REFERENCES public.organizations(id)'),
    ('public.theme_settings', 'constraint theme_settings_pkey', 'PRIMARY KEY (id)'),
    ('public.theme_settings', 'index idx_theme_settings_org', 'CREATE INDEX idx_theme_settings_org ON public.theme_settings USING btree (organization_id)')
), found AS (
    SELECT a.attrelid AS relation, 'column ' || a.attname AS name,
           pg_catalog.format_type(a.atttypid, a.atttypmod)
           || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
           || coalesce(' default ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), '') AS definition
    FROM pg_catalog.pg_attribute AS a
    LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT k.conrelid, 'constraint ' || k.conname, pg_catalog.pg_get_constraintdef(k.oid)
    FROM pg_catalog.pg_constraint AS k
    WHERE k.convalidated AND k.contype IN ('c', 'f', 'p', 'u')
    UNION ALL
    SELECT i.indrelid, 'index ' || c.relname, pg_catalog.pg_get_indexdef(i.indexrelid)
    FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
    WHERE i.indisvalid
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u'))
)
SELECT pg_catalog.format('%s has the %s: %s', w.relation, w.name, w.definition)
FROM wanted AS w
WHERE NOT EXISTS (
    SELECT FROM found AS f
    WHERE f.relation = pg_catalog.to_regclass(w.relation) AND f.name = w.name AND f.definition = w.definition)
UNION ALL
SELECT pg_catalog.format('%s belongs to aimee_owner, and the application may read and write it and take its numbers', t.relation)
FROM (VALUES ('public.ai_agent_configurations'), ('public.theme_settings')) AS t(relation)
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = pg_catalog.to_regclass(t.relation)
WHERE (pg_catalog.pg_get_userbyid(c.relowner) = 'aimee_owner'
       AND pg_catalog.has_table_privilege('aimee_app', c.oid, 'SELECT')
       AND pg_catalog.has_table_privilege('aimee_app', c.oid, 'INSERT')
       AND pg_catalog.has_table_privilege('aimee_app', c.oid, 'UPDATE')
       AND pg_catalog.has_table_privilege('aimee_app', c.oid, 'DELETE')
       AND pg_catalog.has_sequence_privilege('aimee_app', pg_catalog.to_regclass(t.relation || '_id_seq'), 'USAGE')
       AND pg_catalog.has_sequence_privilege('aimee_app', pg_catalog.to_regclass(t.relation || '_id_seq'), 'SELECT')) IS NOT TRUE;
