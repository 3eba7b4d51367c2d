-- Why: The executor opens the integration that a step names by its id alone, whoever it belongs to: an id that was
--   remembered wrongly works with the credentials of another organisation. The runbook asks somebody to look for these
--   fields; they stand at any depth. Which id was meant is decided below, for organisation 4, and holds only where the id
--   found is not its own.
-- Phase: backfill
-- Locks: row locks on the workflows it settles
-- Requires: 0010_workflow_steps
-- Transaction: one

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

CREATE TABLE golive_undo.integration_ids_of_workflows AS
SELECT w.id, w.workflow_definition, w.trigger_config
FROM public.agent_workflows AS w
WHERE EXISTS (
    SELECT FROM golive_undo.integration_ids AS d
    WHERE d.organization_id = w.organization_id
      AND (w.trigger_config -> 'integrationId' = pg_catalog.to_jsonb(d.found)
           OR pg_catalog.jsonb_path_exists(w.workflow_definition, 'strict $.** ? (@.integrationId == $found)',
                                           pg_catalog.jsonb_build_object('found', d.found))));

-- jsonb writes a key in one way only, and a quotation mark inside a text with a backslash: nothing else matches.
DO $ids$
DECLARE
    decided record;
BEGIN
    FOR decided IN SELECT d.* FROM golive_undo.integration_ids AS d ORDER BY d.organization_id, d.found LOOP
        UPDATE public.agent_workflows AS w
        SET workflow_definition = pg_catalog.regexp_replace(
                w.workflow_definition::text, pg_catalog.format('("integrationId": )%s(?=[,}])', decided.found),
                pg_catalog.format('\1%s', decided.meant), 'g')::jsonb,
            trigger_config = pg_catalog.regexp_replace(
                w.trigger_config::text, pg_catalog.format('("integrationId": )%s(?=[,}])', decided.found),
                pg_catalog.format('\1%s', decided.meant), 'g')::jsonb
        FROM golive_undo.integration_ids_of_workflows AS f
        WHERE f.id = w.id AND w.organization_id = decided.organization_id;
    END LOOP;
END
$ids$;
