SELECT c.relation || '.' || c.name || ' is a boolean, never null, false unless said'
FROM (VALUES ('public.knowledge_base', 'is_shared'), ('public.knowledge_base_sections', 'is_default')) AS c (relation, name)
WHERE NOT EXISTS (
    SELECT FROM pg_attribute a JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = to_regclass(c.relation) AND a.attname = c.name AND NOT a.attisdropped
      AND a.atttypid = 'boolean'::regtype AND a.attnotnull AND pg_get_expr(d.adbin, d.adrelid) = 'false')
ORDER BY 1
