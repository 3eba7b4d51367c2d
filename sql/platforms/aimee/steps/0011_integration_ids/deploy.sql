-- Why: The executor opens the integration that a step names by its id alone, whoever it belongs to: an id that was
--   remembered wrongly works with the credentials of another organisation. The runbook asks somebody to look for these
--   fields; they stand at any depth. Which id was meant is decided below, for organisation 4, and holds only where the id
--   found is not its own.
-- Phase: backfill
-- Locks: row locks on the workflows of a batch that it settles
-- Requires: 0010_workflow_steps
-- Transaction: batches
-- Batch: public.agent_workflows

CREATE TABLE golive_undo.integration_ids (
    organization_id integer NOT NULL,
    found integer NOT NULL,
    meant integer NOT NULL,
    PRIMARY KEY (organization_id, found)
);

-- 2 is the Splynx of another organisation, 6 was the number in development before it was connected anew; 7 is its Splynx.
INSERT INTO golive_undo.integration_ids (organization_id, found, meant)
SELECT d.organization_id, d.found, d.meant
FROM (VALUES (4, 2, 7), (4, 6, 7)) AS d(organization_id, found, meant)
WHERE NOT EXISTS (
          SELECT FROM public.integrations AS i WHERE i.id = d.found AND i.organization_id = d.organization_id)
  AND EXISTS (
          SELECT FROM public.integrations AS i WHERE i.id = d.meant AND i.organization_id = d.organization_id AND i.is_enabled);

CREATE TABLE golive_undo.integration_ids_of_workflows (id integer PRIMARY KEY, workflow_definition jsonb, trigger_config jsonb);

INSERT INTO golive_undo.integration_ids_of_workflows (id, workflow_definition, trigger_config)
SELECT w.id, w.workflow_definition, w.trigger_config
FROM pg_temp.golive_batch JOIN public.agent_workflows AS w USING (id)
WHERE EXISTS (
    SELECT FROM golive_undo.integration_ids AS d
    WHERE d.organization_id = w.organization_id
      AND (w.trigger_config -> 'integrationId' = pg_catalog.to_jsonb(d.found)
           OR pg_catalog.jsonb_path_exists(w.workflow_definition, 'strict $.** ? (@.integrationId == $found)',
                                           pg_catalog.jsonb_build_object('found', d.found))))
FOR UPDATE OF w
ON CONFLICT (id) DO NOTHING;

-- jsonb writes a key in one way only, and a quotation mark inside a text with a backslash: nothing else matches. All that
-- an organisation has found means one id.
UPDATE public.agent_workflows AS w
SET workflow_definition = pg_catalog.regexp_replace(w.workflow_definition::text, d.pattern, d.replacement, 'g')::jsonb,
    trigger_config = pg_catalog.regexp_replace(w.trigger_config::text, d.pattern, d.replacement, 'g')::jsonb
FROM pg_temp.golive_batch
JOIN golive_undo.integration_ids_of_workflows AS f USING (id)
CROSS JOIN (
    SELECT i.organization_id, pg_catalog.format('\1%s', i.meant) AS replacement,
           pg_catalog.format('("integrationId": )(?:%s)(?=[,}])', pg_catalog.string_agg(i.found::text, '|')) AS pattern
    FROM golive_undo.integration_ids AS i
    GROUP BY i.organization_id, i.meant
) AS d
WHERE f.id = w.id AND w.organization_id = d.organization_id;
