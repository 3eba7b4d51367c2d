-- Why: Credentials travel as iv:ciphertext in lower-case hex. By hand they became the empty text, which means none,
--   or [object Object], which nothing opens: such an integration is switched off until somebody connects it again, since
--   the runbook's "connected" is a word in a column. Credentials that stand in clear are not touched and stop this step:
--   only somebody with the key can seal them.
-- Phase: backfill
-- Locks: row locks on the integrations of a batch
-- Requires: 0001_undo_schema
-- Transaction: batches
-- Batch: public.integrations

CREATE TABLE golive_undo.credentials (
    id integer PRIMARY KEY, credentials_encrypted text, connection_status text, is_enabled boolean
);

WITH kept AS (
    INSERT INTO golive_undo.credentials (id, credentials_encrypted, connection_status, is_enabled)
    SELECT i.id, i.credentials_encrypted, i.connection_status, i.is_enabled
    FROM pg_temp.golive_batch JOIN public.integrations AS i USING (id)
    WHERE i.credentials_encrypted IN ('', 'null', 'undefined', '[object Object]')
    FOR UPDATE OF i
    ON CONFLICT (id) DO UPDATE SET id = excluded.id
    RETURNING id
)
UPDATE public.integrations AS i
SET credentials_encrypted = NULL,
    is_enabled = i.is_enabled AND i.credentials_encrypted = '',
    connection_status = CASE WHEN i.credentials_encrypted = '' THEN i.connection_status ELSE 'disconnected' END
FROM kept AS k
WHERE k.id = i.id;
