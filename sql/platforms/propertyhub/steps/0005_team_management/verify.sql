WITH wanted(relation, name, definition) AS (VALUES
    ('public.approval_history', 'column id', 'text not null default (gen_random_uuid())::text'),
    ('public.approval_history', 'column invoice_id', 'text not null'),
    ('public.approval_history', 'column approval_id', 'text'),
    ('public.approval_history', 'column action', 'text not null'),
    ('public.approval_history', 'column actor_id', 'text'),
    ('public.approval_history', 'column actor_name', 'text not null'),
    ('public.approval_history', 'column actor_role', 'text'),
    ('public.approval_history', 'column level', 'integer'),
    ('public.approval_history', 'column comments', 'text'),
    ('public.approval_history', 'column previous_status', 'text'),
    ('public.approval_history', 'column new_status', 'text'),
    ('public.approval_history', 'column metadata', 'jsonb'),
    ('public.approval_history', 'column ip_address', 'text'),
    ('public.approval_history', 'column user_agent', 'text'),
    ('public.approval_history', 'column created_at', 'timestamp(3) without time zone not null default CURRENT_TIMESTAMP'),
    ('public.invoice_approval_workflows', 'column id', 'text not null default (gen_random_uuid())::text'),
    ('public.invoice_approval_workflows', 'column customer_id', 'text not null'),
    ('public.invoice_approval_workflows', 'column name', 'text not null'),
    ('public.invoice_approval_workflows', 'column description', 'text'),
    ('public.invoice_approval_workflows', 'column is_active', 'boolean not null default true'),
    ('public.invoice_approval_workflows', 'column is_default', 'boolean not null default false'),
    ('public.invoice_approval_workflows', 'column min_amount', 'numeric(15,2)'),
    ('public.invoice_approval_workflows', 'column max_amount', 'numeric(15,2)'),
    ('public.invoice_approval_workflows', 'column categories', 'text[]'),
    ('public.invoice_approval_workflows', 'column approval_levels', 'jsonb not null'),
    ('public.invoice_approval_workflows', 'column auto_approve_under', 'numeric(15,2)'),
    ('public.invoice_approval_workflows', 'column created_by', 'text'),
    ('public.invoice_approval_workflows', 'column created_at', 'timestamp(3) without time zone not null default CURRENT_TIMESTAMP'),
    ('public.invoice_approval_workflows', 'column updated_at', 'timestamp(3) without time zone not null default CURRENT_TIMESTAMP'),
    ('public.invoice_approvals', 'column id', 'text not null default (gen_random_uuid())::text'),
    ('public.invoice_approvals', 'column invoice_id', 'text not null'),
    ('public.invoice_approvals', 'column workflow_id', 'text'),
    ('public.invoice_approvals', 'column level', 'integer not null'),
    ('public.invoice_approvals', 'column level_name', 'text'),
    ('public.invoice_approvals', 'column approver_id', 'text not null'),
    ('public.invoice_approvals', 'column status', 'text not null default ''pending''::text'),
    ('public.invoice_approvals', 'column decision', 'text'),
    ('public.invoice_approvals', 'column comments', 'text'),
    ('public.invoice_approvals', 'column requested_at', 'timestamp(3) without time zone not null default CURRENT_TIMESTAMP'),
    ('public.invoice_approvals', 'column responded_at', 'timestamp(3) without time zone'),
    ('public.invoice_approvals', 'column due_at', 'timestamp(3) without time zone'),
    ('public.invoice_approvals', 'column delegated_to', 'text'),
    ('public.invoice_approvals', 'column delegated_at', 'timestamp(3) without time zone'),
    ('public.invoice_approvals', 'column notification_sent', 'boolean not null default false'),
    ('public.invoice_approvals', 'column reminder_count', 'integer not null default 0'),
    ('public.invoice_approvals', 'column last_reminder_at', 'timestamp(3) without time zone'),
    ('public.team_members', 'column can_create_invoices', 'boolean not null default false'),
    ('public.team_members', 'column can_manage_projects', 'boolean not null default false'),
    ('public.team_members', 'column can_view_reports', 'boolean not null default false'),
    ('public.team_members', 'column delegate_to', 'text'),
    ('public.team_members', 'column delegation_start', 'timestamp(3) without time zone'),
    ('public.team_members', 'column delegation_end', 'timestamp(3) without time zone'),
    ('public.team_roles', 'column can_create_invoices', 'boolean not null default false'),
    ('public.team_roles', 'column can_manage_projects', 'boolean not null default false'),
    ('public.team_roles', 'column can_view_reports', 'boolean not null default false'),
    ('public.team_roles', 'column requires_approval_from', 'text[]'),
    ('public.approval_history', 'constraint approval_history_pkey', 'PRIMARY KEY (id)'),
    ('public.approval_history', 'constraint approval_history_actor_id_fkey', 'FOREIGN KEY (actor_id) REFERENCES public.team_members(id) ON UPDATE CASCADE ON DELETE SET NULL'),
    ('public.approval_history', 'constraint approval_history_approval_id_fkey', 'FOREIGN KEY (approval_id) REFERENCES public.invoice_approvals(id) ON UPDATE CASCADE ON DELETE SET NULL'),
    ('public.approval_history', 'constraint approval_history_invoice_id_fkey', 'FOREIGN KEY (invoice_id) REFERENCES public.project_invoices(id) ON UPDATE CASCADE ON DELETE CASCADE'),
    ('public.approval_history', 'index approval_history_action_idx', 'CREATE INDEX approval_history_action_idx ON public.approval_history USING btree (action)'),
    ('public.approval_history', 'index approval_history_actor_id_idx', 'CREATE INDEX approval_history_actor_id_idx ON public.approval_history USING btree (actor_id)'),
    ('public.approval_history', 'index approval_history_created_at_idx', 'CREATE INDEX approval_history_created_at_idx ON public.approval_history USING btree (created_at)'),
    ('public.approval_history', 'index approval_history_invoice_id_idx', 'CREATE INDEX approval_history_invoice_id_idx ON public.approval_history USING btree (invoice_id)'),
    ('public.invoice_approval_workflows', 'constraint invoice_approval_workflows_pkey', 'PRIMARY KEY (id)'),
    ('public.invoice_approval_workflows', 'constraint invoice_approval_workflows_created_by_fkey', 'FOREIGN KEY (created_by) REFERENCES public.users(id) ON UPDATE CASCADE ON DELETE SET NULL'),
    ('public.invoice_approval_workflows', 'constraint invoice_approval_workflows_customer_id_fkey', 'FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON UPDATE CASCADE ON DELETE CASCADE'),
    ('public.invoice_approval_workflows', 'index invoice_approval_workflows_customer_id_idx', 'CREATE INDEX invoice_approval_workflows_customer_id_idx ON public.invoice_approval_workflows USING btree (customer_id)'),
    ('public.invoice_approval_workflows', 'index invoice_approval_workflows_customer_id_name_key', 'CREATE UNIQUE INDEX invoice_approval_workflows_customer_id_name_key ON public.invoice_approval_workflows USING btree (customer_id, name)'),
    ('public.invoice_approval_workflows', 'index invoice_approval_workflows_is_active_is_default_idx', 'CREATE INDEX invoice_approval_workflows_is_active_is_default_idx ON public.invoice_approval_workflows USING btree (is_active, is_default)'),
    ('public.invoice_approval_workflows', 'index invoice_approval_workflows_min_amount_max_amount_idx', 'CREATE INDEX invoice_approval_workflows_min_amount_max_amount_idx ON public.invoice_approval_workflows USING btree (min_amount, max_amount)'),
    ('public.invoice_approvals', 'constraint invoice_approvals_pkey', 'PRIMARY KEY (id)'),
    ('public.invoice_approvals', 'constraint invoice_approvals_approver_id_fkey', 'FOREIGN KEY (approver_id) REFERENCES public.team_members(id) ON UPDATE CASCADE ON DELETE RESTRICT'),
    ('public.invoice_approvals', 'constraint invoice_approvals_delegated_to_fkey', 'FOREIGN KEY (delegated_to) REFERENCES public.team_members(id) ON UPDATE CASCADE ON DELETE SET NULL'),
    ('public.invoice_approvals', 'constraint invoice_approvals_invoice_id_fkey', 'FOREIGN KEY (invoice_id) REFERENCES public.project_invoices(id) ON UPDATE CASCADE ON DELETE CASCADE'),
    ('public.invoice_approvals', 'constraint invoice_approvals_workflow_id_fkey', 'FOREIGN KEY (workflow_id) REFERENCES public.invoice_approval_workflows(id) ON UPDATE CASCADE ON DELETE SET NULL'),
    ('public.invoice_approvals', 'index invoice_approvals_approver_id_status_idx', 'CREATE INDEX invoice_approvals_approver_id_status_idx ON public.invoice_approvals USING btree (approver_id, status)'),
    ('public.invoice_approvals', 'index invoice_approvals_due_at_status_idx', 'CREATE INDEX invoice_approvals_due_at_status_idx ON public.invoice_approvals USING btree (due_at, status)'),
    ('public.invoice_approvals', 'index invoice_approvals_invoice_id_idx', 'CREATE INDEX invoice_approvals_invoice_id_idx ON public.invoice_approvals USING btree (invoice_id)'),
    ('public.invoice_approvals', 'index invoice_approvals_status_idx', 'CREATE INDEX invoice_approvals_status_idx ON public.invoice_approvals USING btree (status)'),
    ('public.invoice_approvals', 'index invoice_approvals_workflow_id_idx', 'CREATE INDEX invoice_approvals_workflow_id_idx ON public.invoice_approvals USING btree (workflow_id)'),
    ('public.team_members', 'constraint team_members_delegate_to_fkey', 'FOREIGN KEY (delegate_to) REFERENCES public.team_members(id) ON UPDATE CASCADE ON DELETE SET NULL')
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
    WHERE k.convalidated
    UNION ALL
    SELECT i.indrelid, 'index ' || c.relname, pg_catalog.pg_get_indexdef(i.indexrelid)
    FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
    WHERE i.indisvalid
)
SELECT pg_catalog.format('%s has the %s: %s', w.relation, w.name, w.definition)
FROM wanted AS w
WHERE NOT EXISTS (
    SELECT FROM found AS f
    WHERE f.relation = pg_catalog.to_regclass(w.relation) AND f.name = w.name AND f.definition = w.definition)
UNION ALL
SELECT pg_catalog.format('%s belongs to propertyhub_owner and the application may read and write it', t.relation)
FROM (VALUES ('public.approval_history'), ('public.invoice_approval_workflows'), ('public.invoice_approvals')) AS t(relation)
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = pg_catalog.to_regclass(t.relation)
WHERE (pg_catalog.pg_get_userbyid(c.relowner) = 'propertyhub_owner'
       AND pg_catalog.has_table_privilege('propertyhub_app', c.oid, 'SELECT')
       AND pg_catalog.has_table_privilege('propertyhub_app', c.oid, 'INSERT')
       AND pg_catalog.has_table_privilege('propertyhub_app', c.oid, 'UPDATE')
       AND pg_catalog.has_table_privilege('propertyhub_app', c.oid, 'DELETE')) IS NOT TRUE;
