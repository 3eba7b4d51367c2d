INSERT INTO golive.promotion AS p (platform, tenant, document, role, at)
VALUES ({platform}, {tenant}, {document}::pg_catalog.jsonb, session_user, pg_catalog.clock_timestamp())
ON CONFLICT (platform, tenant) DO UPDATE
SET document = excluded.document, role = excluded.role, at = excluded.at;
