-- One digest of all rows of a query, whatever their order.
SELECT pg_catalog.encode(pg_catalog.sha256(coalesce(pg_catalog.string_agg(d.one, '' ORDER BY d.one), '')), 'hex')
FROM (SELECT pg_catalog.sha256(pg_catalog.convert_to(q::pg_catalog.text, 'UTF8')) AS one FROM ({rows}) AS q) AS d;
