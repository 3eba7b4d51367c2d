WITH wanted(relation, name, definition) AS (VALUES
    ('public.customers', 'column storage_used', 'bigint default 0'),
    ('public.customers', 'column storage_limit', 'bigint default ''5368709120''::bigint'),
    ('public.customers', 'column storage_last_calculated', 'timestamp(3) without time zone default CURRENT_TIMESTAMP'),
    ('public.plans', 'column storage_limit', 'bigint default ''5368709120''::bigint'),
    ('public.storage_transactions', 'column id', 'text not null'),
    ('public.storage_transactions', 'column customer_id', 'text not null'),
    ('public.storage_transactions', 'column file_id', 'text'),
    ('public.storage_transactions', 'column file_path', 'text not null'),
    ('public.storage_transactions', 'column file_name', 'text not null'),
    ('public.storage_transactions', 'column file_size', 'bigint not null'),
    ('public.storage_transactions', 'column file_type', 'text'),
    ('public.storage_transactions', 'column action', 'text not null'),
    ('public.storage_transactions', 'column uploaded_by', 'text'),
    ('public.storage_transactions', 'column created_at', 'timestamp(3) without time zone not null default CURRENT_TIMESTAMP'),
    ('public.storage_transactions', 'column metadata', 'jsonb'),
    ('public.storage_usage', 'column id', 'text not null'),
    ('public.storage_usage', 'column customer_id', 'text not null'),
    ('public.storage_usage', 'column file_type', 'text not null'),
    ('public.storage_usage', 'column category', 'text'),
    ('public.storage_usage', 'column file_count', 'integer not null default 0'),
    ('public.storage_usage', 'column total_size', 'bigint not null default 0'),
    ('public.storage_usage', 'column last_updated', 'timestamp(3) without time zone not null default CURRENT_TIMESTAMP'),
    ('public.storage_transactions', 'constraint storage_transactions_pkey', 'PRIMARY KEY (id)'),
    ('public.storage_transactions', 'constraint storage_transactions_customer_id_fkey', 'FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON UPDATE CASCADE ON DELETE CASCADE'),
    ('public.storage_transactions', 'constraint storage_transactions_uploaded_by_fkey', 'FOREIGN KEY (uploaded_by) REFERENCES public.users(id) ON UPDATE CASCADE ON DELETE SET NULL'),
    ('public.storage_transactions', 'constraint chk_action_valid', 'CHECK ((action = ANY (ARRAY[''upload''::text, ''delete''::text, ''replace''::text])))'),
    ('public.storage_transactions', 'constraint chk_file_size_positive', 'CHECK ((file_size >= 0))'),
    ('public.storage_transactions', 'index storage_transactions_action_idx', 'CREATE INDEX storage_transactions_action_idx ON public.storage_transactions USING btree (action)'),
    ('public.storage_transactions', 'index storage_transactions_created_at_idx', 'CREATE INDEX storage_transactions_created_at_idx ON public.storage_transactions USING btree (created_at)'),
    ('public.storage_transactions', 'index storage_transactions_customer_id_idx', 'CREATE INDEX storage_transactions_customer_id_idx ON public.storage_transactions USING btree (customer_id)'),
    ('public.storage_transactions', 'index storage_transactions_file_path_idx', 'CREATE INDEX storage_transactions_file_path_idx ON public.storage_transactions USING btree (file_path)'),
    ('public.storage_usage', 'constraint storage_usage_pkey', 'PRIMARY KEY (id)'),
    ('public.storage_usage', 'constraint storage_usage_customer_id_fkey', 'FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON UPDATE CASCADE ON DELETE CASCADE'),
    ('public.storage_usage', 'constraint chk_file_count_positive', 'CHECK ((file_count >= 0))'),
    ('public.storage_usage', 'constraint chk_total_size_positive', 'CHECK ((total_size >= 0))'),
    ('public.storage_usage', 'index storage_usage_customer_id_file_type_category_key', 'CREATE UNIQUE INDEX storage_usage_customer_id_file_type_category_key ON public.storage_usage USING btree (customer_id, file_type, category)'),
    ('public.storage_usage', 'index storage_usage_customer_id_idx', 'CREATE INDEX storage_usage_customer_id_idx ON public.storage_usage USING btree (customer_id)'),
    ('public.storage_usage', 'index storage_usage_file_type_idx', 'CREATE INDEX storage_usage_file_type_idx ON public.storage_usage USING btree (file_type)')
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
FROM (VALUES ('public.storage_transactions'), ('public.storage_usage')) AS t(relation)
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = pg_catalog.to_regclass(t.relation)
WHERE (pg_catalog.pg_get_userbyid(c.relowner) = 'propertyhub_owner'
       AND pg_catalog.has_table_privilege('propertyhub_app', c.oid, 'SELECT')
       AND pg_catalog.has_table_privilege('propertyhub_app', c.oid, 'INSERT')
       AND pg_catalog.has_table_privilege('propertyhub_app', c.oid, 'UPDATE')
       AND pg_catalog.has_table_privilege('propertyhub_app', c.oid, 'DELETE')) IS NOT TRUE
UNION ALL
SELECT 'the old column customers."storageLimit" says that it is superseded, and in which unit it counts'
WHERE coalesce((SELECT pg_catalog.col_description(a.attrelid, a.attnum) FROM pg_catalog.pg_attribute AS a
                WHERE a.attrelid = 'public.customers'::regclass AND a.attname = 'storageLimit'), '')
      NOT LIKE 'megabytes, superseded%';
