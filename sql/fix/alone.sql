DO $golive$
BEGIN
  IF NOT pg_catalog.pg_try_advisory_lock({key}) THEN
    RAISE EXCEPTION 'another session is migrating this database';
  END IF;
END
$golive$;
