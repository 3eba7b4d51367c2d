WITH platform (relation, commands, fixed) AS (
    -- commands: what authenticated may do to a whole row; fixed: the columns it may never change, NULL: all of them
    VALUES ('public.clinic_staff', '{SELECT,INSERT,DELETE}'::text[], '{id,clinic_id,user_id,created_at}'::text[]),
           ('public.clinics', '{SELECT}',
            '{id,clinic_code,subscription_tier,max_sales_staff,is_active,owner_user_id,created_at}'),
           ('public.customers', '{SELECT,INSERT,DELETE}', '{id,clinic_id,created_at}'),
           ('public.sales_commissions', '{SELECT,INSERT,DELETE}', '{id,sales_staff_id,customer_id,created_at}'),
           ('public.task_queue', '{SELECT,INSERT,DELETE}', '{id,workflow_id,task_type,created_at}'),
           ('public.users', '{SELECT}', '{id,email,role,tier,clinic_id,created_at}'),
           ('public.workflow_actions', '{SELECT,INSERT}', NULL),
           ('public.workflow_events', '{SELECT,INSERT}', NULL),
           ('public.workflow_states', '{SELECT,INSERT,DELETE}', '{id,clinic_id,customer_id,created_at}')
), given AS (
    SELECT p.relation, r.role,
           CASE WHEN r.role = 'authenticated' THEN p.commands ELSE '{}' END AS wanted,
           array(SELECT c.command FROM pg_catalog.unnest(
                     '{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) WITH ORDINALITY AS c (command, n)
                 WHERE pg_catalog.has_table_privilege(r.role, p.relation, c.command) ORDER BY c.n) AS found
    FROM platform AS p CROSS JOIN (VALUES ('anon'), ('authenticated')) AS r (role)
)
SELECT format('on whole rows of %s %s may do {%s}, not {%s}', g.relation, g.role,
              array_to_string(g.wanted, ', '), array_to_string(g.found, ', '))
FROM given AS g
WHERE g.found <> g.wanted
UNION ALL
SELECT format('of %s authenticated may change every column but: %s: wrong for %s', p.relation,
              coalesce(array_to_string(p.fixed, ', '), 'every one'), string_agg(a.attname, ', ' ORDER BY a.attnum))
FROM platform AS p
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = pg_catalog.to_regclass(p.relation) AND a.attnum > 0 AND NOT a.attisdropped
WHERE pg_catalog.has_column_privilege('authenticated', a.attrelid, a.attnum, 'UPDATE')
      = (p.fixed IS NULL OR a.attname = ANY (p.fixed))
GROUP BY p.relation, p.fixed
UNION ALL
SELECT format('anon has no right on any column of %s', p.relation)
FROM platform AS p
WHERE pg_catalog.has_any_column_privilege('anon', p.relation, 'SELECT, INSERT, UPDATE, REFERENCES')
UNION ALL
SELECT 'golive_undo.bna_table_privileges keeps what was'
WHERE pg_catalog.to_regclass('golive_undo.bna_table_privileges') IS NULL
ORDER BY 1
