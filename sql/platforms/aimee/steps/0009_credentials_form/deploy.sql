-- Why: Credentials travel as iv:ciphertext in lower-case hex. By hand they became the empty text, which means none,
--   or [object Object], which nothing opens: such an integration is switched off until somebody connects it again, since
--   the runbook's "connected" is a word in a column. Credentials that stand in clear are not touched and stop this step:
--   only somebody with the key can seal them.
-- Phase: backfill
-- Locks: row locks on the integrations it settles
-- Requires: 0001_undo_schema
-- Transaction: one

CREATE TABLE golive_undo.credentials AS
SELECT i.id, i.credentials_encrypted, i.connection_status, i.is_enabled
FROM public.integrations AS i
WHERE i.credentials_encrypted IN ('', 'null', 'undefined', '[object Object]');

UPDATE public.integrations AS i
SET credentials_encrypted = NULL,
    is_enabled = i.is_enabled AND c.credentials_encrypted = '',
    connection_status = CASE WHEN c.credentials_encrypted = '' THEN i.connection_status ELSE 'disconnected' END
FROM golive_undo.credentials AS c
WHERE c.id = i.id;
