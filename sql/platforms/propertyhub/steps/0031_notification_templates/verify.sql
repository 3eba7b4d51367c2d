WITH known(name) AS (VALUES
    ('invoice_approved'), ('invoice_rejected'), ('invoice_pending_approval'), ('team_invitation'), ('payment_received')
), found AS (
    SELECT t.name, t.variables, coalesce(t.subject, '') AS subject, coalesce(t.body_text, '') AS body_text,
           coalesce(t.body_html, '') AS body_html
    FROM public.notification_templates AS t
    WHERE t.customer_id IS NULL AND t.type = 'email' AND t.is_system AND t.is_active
)
SELECT pg_catalog.format('the system has one active e-mail template %s', k.name)
FROM known AS k
WHERE (SELECT pg_catalog.count(*) FROM found AS f WHERE f.name = k.name) <> 1
UNION ALL
SELECT pg_catalog.format('each body of template %s has words and exactly the placeholders that it lists', f.name)
FROM found AS f
JOIN known AS k ON k.name = f.name
CROSS JOIN LATERAL (VALUES (f.body_text), (f.body_html)) AS body(words)
WHERE f.subject = '' OR body.words = '' OR
      (SELECT pg_catalog.array_agg(DISTINCT hole[1] ORDER BY hole[1])
       FROM pg_catalog.regexp_matches(f.subject || body.words, '\{\{(\w+)\}\}', 'g') AS hole)
      IS DISTINCT FROM
      (SELECT pg_catalog.array_agg(DISTINCT v ORDER BY v) FROM pg_catalog.jsonb_array_elements_text(f.variables) AS v)
UNION ALL
SELECT 'no template stands under the default name'
WHERE EXISTS (SELECT FROM public.notification_templates AS t WHERE t.name = 'default_template')
UNION ALL
SELECT 'the templates as they were found are kept'
WHERE pg_catalog.to_regclass('golive_undo.notification_templates') IS NULL;
