DO {quote}
DECLARE
  holds boolean := false;
BEGIN
  IF NOT EXISTS (SELECT FROM golive.ledger WHERE platform = {platform} AND step = {step} AND state = 'started') THEN
    BEGIN
      PERFORM pg_catalog.set_config('transaction_read_only', 'on', true);
      SELECT pg_catalog.count(*) = 0 INTO holds
      FROM (
{query}
      ) AS v;
    EXCEPTION WHEN others THEN
      holds := false;
    END;
  END IF;
  PERFORM pg_catalog.set_config('golive.in_place', holds::text, false);
END
{quote};
SELECT pg_catalog.current_setting('golive.in_place') AS golive_in_place
