WITH gone AS (
    DELETE FROM golive_undo.credentials AS u USING pg_temp.golive_batch AS b WHERE b.id = u.id
    RETURNING u.id, u.credentials_encrypted, u.connection_status, u.is_enabled
)
UPDATE public.integrations AS i
SET credentials_encrypted = g.credentials_encrypted,
    connection_status = g.connection_status,
    is_enabled = g.is_enabled
FROM gone AS g
WHERE g.id = i.id;

DROP TABLE golive_undo.credentials;
