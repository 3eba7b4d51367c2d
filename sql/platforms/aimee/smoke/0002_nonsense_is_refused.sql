-- Why: what was pasted wrongly once is pasted wrongly again. As the application, every kind of row that the hand migration
--   left behind is tried, and each must be refused by the constraint that says so.
SET LOCAL ROLE aimee_app;

DO $$
DECLARE
    attempt record;
    outcome text;
BEGIN
    FOR attempt IN SELECT * FROM (VALUES
        ('object', 'UPDATE public.integrations SET credentials_encrypted = ''[object Object]'' WHERE id = 7'),
        ('clear', 'UPDATE public.integrations SET credentials_encrypted = ''{"apiKey": "smoke"}'' WHERE id = 7'),
        ('upper', 'UPDATE public.integrations SET credentials_encrypted = upper(credentials_encrypted) WHERE id = 7'),
        ('cut', 'UPDATE public.integrations SET credentials_encrypted = left(credentials_encrypted, -1) WHERE id = 7'),
        ('steps', 'UPDATE public.agent_workflows SET workflow_definition = to_jsonb(workflow_definition::text) WHERE id = 33'),
        ('step', 'UPDATE public.agent_workflows SET workflow_definition = ''[{"id": "s1", "type": "wait"}]'' WHERE id = 33'),
        ('trigger', 'UPDATE public.agent_workflows SET trigger_type = ''cron'' WHERE id = 31'),
        ('without', 'UPDATE public.agent_workflows SET webhook_token = NULL WHERE id = 30'),
        ('short', 'UPDATE public.agent_workflows SET webhook_token = ''abc123'' WHERE id = 30'),
        ('copied', 'UPDATE public.agent_workflows SET webhook_token = (SELECT w.webhook_token FROM public.agent_workflows AS w WHERE w.id = 33) WHERE id = 30'),
        ('cron', 'UPDATE public.agent_workflow_schedules SET cron_expression = ''daily'' WHERE workflow_id = 31'),
        ('roles', 'UPDATE public.menu_items SET role_permissions = to_jsonb(role_permissions::text) WHERE id = 41'),
        ('parent', 'UPDATE public.menu_items SET parent_id = 2000000000 WHERE id = 41'),
        ('folder', 'UPDATE public.knowledge_documents SET folder_id = 2000000000 WHERE id = 1090'),
        ('root', 'INSERT INTO public.knowledge_folders (organization_id, name, slug) VALUES (2, ''Handbook'', ''handbook'')'),
        ('pages', 'UPDATE public.platform_features SET linked_page_ids = ''"undefined"'' WHERE id = 12')
    ) AS a(name, statement)
    LOOP
        outcome := 'taken';
        BEGIN
            EXECUTE attempt.statement;
        EXCEPTION
            WHEN check_violation OR foreign_key_violation OR unique_violation THEN outcome := 'refused';
        END;
        PERFORM pg_catalog.set_config('smoke.' || attempt.name, outcome, true);
    END LOOP;
END
$$;

SELECT claim.text, pg_catalog.current_setting('smoke.' || claim.name) = 'refused'
FROM (VALUES
    ('object', 'credentials that say [object Object] are refused'),
    ('clear', 'credentials in clear are refused'),
    ('upper', 'credentials in capital letters, which the form does not know, are refused'),
    ('cut', 'a ciphertext that lost its last digit is refused'),
    ('steps', 'a definition that is a text inside the JSON is refused'),
    ('step', 'a step without config is refused'),
    ('trigger', 'a trigger that the executor does not know is refused'),
    ('without', 'a webhook without token is refused'),
    ('short', 'a token that can be guessed is refused'),
    ('copied', 'the token of another workflow is refused'),
    ('cron', 'a schedule that is no cron expression is refused'),
    ('roles', 'roles that are a text are refused'),
    ('parent', 'an item of the menu below nothing is refused'),
    ('folder', 'a document in a folder that is not there is refused'),
    ('root', 'a second folder of the same slug at the top is refused'),
    ('pages', 'linked pages that are no list are refused')
) AS claim(name, text);
