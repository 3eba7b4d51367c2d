-- Up to 14 no rights on parameters can be granted.
SELECT ''::text AS identity, '{}'::text[] AS grants WHERE false ORDER BY 1;
