SELECT EXISTS (
  SELECT FROM pg_catalog.pg_enum AS e
  JOIN pg_catalog.pg_type AS t ON t.oid = e.enumtypid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
  WHERE n.nspname = {schema} AND t.typname = {type} AND e.enumlabel = {label}
);
