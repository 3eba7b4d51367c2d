-- Whether preferences may be without customer is a later step's claim; the key and the index on customer_id stand here.
WITH wanted(relation, name, definition) AS (VALUES
    ('public.email_queue', 'column id', 'uuid not null default gen_random_uuid()'),
    ('public.email_queue', 'column customer_id', 'text not null'),
    ('public.email_queue', 'column user_id', 'text'),
    ('public.email_queue', 'column to_email', 'character varying(255) not null'),
    ('public.email_queue', 'column to_name', 'character varying(255)'),
    ('public.email_queue', 'column from_email', 'character varying(255)'),
    ('public.email_queue', 'column from_name', 'character varying(255)'),
    ('public.email_queue', 'column subject', 'character varying(500) not null'),
    ('public.email_queue', 'column body_html', 'text not null'),
    ('public.email_queue', 'column body_text', 'text'),
    ('public.email_queue', 'column template_name', 'character varying(100)'),
    ('public.email_queue', 'column template_data', 'jsonb default ''{}''::jsonb'),
    ('public.email_queue', 'column status', 'character varying(50) not null default ''pending''::character varying'),
    ('public.email_queue', 'column priority', 'integer not null default 5'),
    ('public.email_queue', 'column scheduled_at', 'timestamp(3) without time zone'),
    ('public.email_queue', 'column sent_at', 'timestamp(3) without time zone'),
    ('public.email_queue', 'column failed_at', 'timestamp(3) without time zone'),
    ('public.email_queue', 'column error_message', 'text'),
    ('public.email_queue', 'column retry_count', 'integer not null default 0'),
    ('public.email_queue', 'column max_retries', 'integer not null default 3'),
    ('public.email_queue', 'column created_at', 'timestamp(3) without time zone not null default CURRENT_TIMESTAMP'),
    ('public.email_queue', 'column updated_at', 'timestamp(3) without time zone not null default CURRENT_TIMESTAMP'),
    ('public.notification_logs', 'column id', 'uuid not null default gen_random_uuid()'),
    ('public.notification_logs', 'column notification_id', 'uuid not null'),
    ('public.notification_logs', 'column customer_id', 'text not null'),
    ('public.notification_logs', 'column user_id', 'text'),
    ('public.notification_logs', 'column action', 'character varying(50) not null'),
    ('public.notification_logs', 'column details', 'jsonb default ''{}''::jsonb'),
    ('public.notification_logs', 'column ip_address', 'inet'),
    ('public.notification_logs', 'column user_agent', 'text'),
    ('public.notification_logs', 'column created_at', 'timestamp(3) without time zone not null default CURRENT_TIMESTAMP'),
    ('public.notification_preferences', 'column id', 'uuid not null default gen_random_uuid()'),
    ('public.notification_preferences', 'column user_id', 'text not null'),
    ('public.notification_preferences', 'column email_enabled', 'boolean not null default true'),
    ('public.notification_preferences', 'column email_invoice_approval', 'boolean not null default true'),
    ('public.notification_preferences', 'column email_invoice_approved', 'boolean not null default true'),
    ('public.notification_preferences', 'column email_invoice_rejected', 'boolean not null default true'),
    ('public.notification_preferences', 'column email_invoice_paid', 'boolean not null default true'),
    ('public.notification_preferences', 'column email_team_invitation', 'boolean not null default true'),
    ('public.notification_preferences', 'column email_delegation', 'boolean not null default true'),
    ('public.notification_preferences', 'column email_daily_digest', 'boolean not null default false'),
    ('public.notification_preferences', 'column email_weekly_summary', 'boolean not null default false'),
    ('public.notification_preferences', 'column inapp_enabled', 'boolean not null default true'),
    ('public.notification_preferences', 'column inapp_invoice_approval', 'boolean not null default true'),
    ('public.notification_preferences', 'column inapp_invoice_approved', 'boolean not null default true'),
    ('public.notification_preferences', 'column inapp_invoice_rejected', 'boolean not null default true'),
    ('public.notification_preferences', 'column inapp_invoice_paid', 'boolean not null default true'),
    ('public.notification_preferences', 'column inapp_team_invitation', 'boolean not null default true'),
    ('public.notification_preferences', 'column inapp_delegation', 'boolean not null default true'),
    ('public.notification_preferences', 'column push_enabled', 'boolean not null default false'),
    ('public.notification_preferences', 'column quiet_hours_enabled', 'boolean not null default false'),
    ('public.notification_preferences', 'column quiet_hours_start', 'time(6) without time zone'),
    ('public.notification_preferences', 'column quiet_hours_end', 'time(6) without time zone'),
    ('public.notification_preferences', 'column quiet_hours_timezone', 'character varying(50) not null default ''UTC''::character varying'),
    ('public.notification_preferences', 'column created_at', 'timestamp(3) without time zone not null default CURRENT_TIMESTAMP'),
    ('public.notification_preferences', 'column updated_at', 'timestamp(3) without time zone not null default CURRENT_TIMESTAMP'),
    ('public.notification_templates', 'column name', 'character varying(100) not null'),
    ('public.email_queue', 'constraint email_queue_pkey', 'PRIMARY KEY (id)'),
    ('public.email_queue', 'constraint email_queue_customer_id_fkey', 'FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON UPDATE CASCADE ON DELETE CASCADE'),
    ('public.email_queue', 'constraint email_queue_user_id_fkey', 'FOREIGN KEY (user_id) REFERENCES public.users(id) ON UPDATE CASCADE ON DELETE SET NULL'),
    ('public.email_queue', 'index email_queue_customer_id_idx', 'CREATE INDEX email_queue_customer_id_idx ON public.email_queue USING btree (customer_id)'),
    ('public.email_queue', 'index email_queue_priority_idx', 'CREATE INDEX email_queue_priority_idx ON public.email_queue USING btree (priority DESC)'),
    ('public.email_queue', 'index email_queue_scheduled_at_idx', 'CREATE INDEX email_queue_scheduled_at_idx ON public.email_queue USING btree (scheduled_at)'),
    ('public.email_queue', 'index email_queue_status_idx', 'CREATE INDEX email_queue_status_idx ON public.email_queue USING btree (status)'),
    ('public.notification_logs', 'constraint notification_logs_pkey', 'PRIMARY KEY (id)'),
    ('public.notification_logs', 'constraint notification_logs_customer_id_fkey', 'FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON UPDATE CASCADE ON DELETE CASCADE'),
    ('public.notification_logs', 'constraint notification_logs_notification_id_fkey', 'FOREIGN KEY (notification_id) REFERENCES public.notifications(id) ON UPDATE CASCADE ON DELETE CASCADE'),
    ('public.notification_logs', 'constraint notification_logs_user_id_fkey', 'FOREIGN KEY (user_id) REFERENCES public.users(id) ON UPDATE CASCADE ON DELETE SET NULL'),
    ('public.notification_logs', 'index notification_logs_created_at_idx', 'CREATE INDEX notification_logs_created_at_idx ON public.notification_logs USING btree (created_at DESC)'),
    ('public.notification_logs', 'index notification_logs_customer_id_idx', 'CREATE INDEX notification_logs_customer_id_idx ON public.notification_logs USING btree (customer_id)'),
    ('public.notification_logs', 'index notification_logs_notification_id_idx', 'CREATE INDEX notification_logs_notification_id_idx ON public.notification_logs USING btree (notification_id)'),
    ('public.notification_preferences', 'constraint notification_preferences_pkey', 'PRIMARY KEY (id)'),
    ('public.notification_preferences', 'constraint notification_preferences_customer_id_fkey', 'FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON UPDATE CASCADE ON DELETE CASCADE'),
    ('public.notification_preferences', 'constraint notification_preferences_user_id_fkey', 'FOREIGN KEY (user_id) REFERENCES public.users(id) ON UPDATE CASCADE ON DELETE CASCADE'),
    ('public.notification_preferences', 'index notification_preferences_customer_id_idx', 'CREATE INDEX notification_preferences_customer_id_idx ON public.notification_preferences USING btree (customer_id)'),
    ('public.notification_preferences', 'index notification_preferences_user_id_customer_id_key', 'CREATE UNIQUE INDEX notification_preferences_user_id_customer_id_key ON public.notification_preferences USING btree (user_id, customer_id)'),
    ('public.notification_preferences', 'index notification_preferences_user_id_idx', 'CREATE INDEX notification_preferences_user_id_idx ON public.notification_preferences USING btree (user_id)')
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
FROM (VALUES ('public.email_queue'), ('public.notification_logs'), ('public.notification_preferences')) AS t(relation)
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = pg_catalog.to_regclass(t.relation)
WHERE (pg_catalog.pg_get_userbyid(c.relowner) = 'propertyhub_owner'
       AND pg_catalog.has_table_privilege('propertyhub_app', c.oid, 'SELECT')
       AND pg_catalog.has_table_privilege('propertyhub_app', c.oid, 'INSERT')
       AND pg_catalog.has_table_privilege('propertyhub_app', c.oid, 'UPDATE')
       AND pg_catalog.has_table_privilege('propertyhub_app', c.oid, 'DELETE')) IS NOT TRUE;
