DROP TABLE golive.ledger;
-- The record of a promotion stays, and the schema with it.
DO $$
BEGIN
  DROP SCHEMA golive;
EXCEPTION WHEN dependent_objects_still_exist THEN
  NULL;
END
$$;
