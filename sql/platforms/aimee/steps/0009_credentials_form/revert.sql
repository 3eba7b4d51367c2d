UPDATE public.integrations AS i
SET credentials_encrypted = c.credentials_encrypted,
    connection_status = c.connection_status,
    is_enabled = c.is_enabled
FROM golive_undo.credentials AS c
WHERE c.id = i.id;

DROP TABLE golive_undo.credentials;
