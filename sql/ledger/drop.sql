DROP TABLE golive.ledger;
DROP TABLE IF EXISTS golive.cursor;
-- The record of a promotion stays, and the schema with it.
DO $$
BEGIN
  DROP SCHEMA golive;
EXCEPTION WHEN dependent_objects_still_exist THEN
  NULL;
END
$$;
