-- The statement that gives a trigger of a foreign key the state that it has elsewhere, where it is called otherwise.
SELECT pg_catalog.format('ALTER TABLE %s %s TRIGGER %I', t.tgrelid::pg_catalog.regclass,
  CASE {enabled} WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, t.tgname)
FROM pg_catalog.pg_trigger AS t
JOIN pg_catalog.pg_constraint AS k ON k.oid = t.tgconstraint
JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
WHERE t.tgrelid = {relation}::text::pg_catalog.regclass
  AND pg_catalog.format('%s %s %s', k.conrelid::pg_catalog.regclass, pg_catalog.quote_ident(k.conname), p.proname) = {key};
