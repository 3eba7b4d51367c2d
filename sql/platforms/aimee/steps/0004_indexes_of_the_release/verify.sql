WITH wanted(relation, name, definition) AS (VALUES
    ('public.agent_workflow_schedules', 'index idx_workflow_schedules_next_run', 'CREATE INDEX idx_workflow_schedules_next_run ON public.agent_workflow_schedules USING btree (next_run_at) WHERE (is_active = true)'),
    ('public.agent_workflows', 'index idx_agent_workflows_folder', 'CREATE INDEX idx_agent_workflows_folder ON public.agent_workflows USING btree (folder_id)'),
    ('public.knowledge_documents', 'index idx_knowledge_docs_folder', 'CREATE INDEX idx_knowledge_docs_folder ON public.knowledge_documents USING btree (folder_id)'),
    ('public.knowledge_folders', 'index idx_folders_parent', 'CREATE INDEX idx_folders_parent ON public.knowledge_folders USING btree (parent_id)'),
    ('public.menu_items', 'index idx_menu_items_parent', 'CREATE INDEX idx_menu_items_parent ON public.menu_items USING btree (parent_id)'),
    ('public.platform_features', 'index idx_platform_features_parent', 'CREATE INDEX idx_platform_features_parent ON public.platform_features USING btree (parent_feature_id)'),
    ('public.work_items', 'index idx_work_items_type', 'CREATE INDEX idx_work_items_type ON public.work_items USING btree (work_item_type)'),
    ('public.work_items', 'index idx_work_items_workflow', 'CREATE INDEX idx_work_items_workflow ON public.work_items USING btree (workflow_template_id)')
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
    WHERE f.relation = pg_catalog.to_regclass(w.relation) AND f.name = w.name AND f.definition = w.definition);
