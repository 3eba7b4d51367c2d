-- A database records none yet.
SELECT '', 100::oid, NULL::text, NULL::text WHERE false
