DO {quote}
DECLARE
  red text;
BEGIN
  SELECT pg_catalog.string_agg(coalesce(v.claim, 'a claim without words'), '; ') INTO red
  FROM (
{query}
  ) AS v(claim);
  IF red IS NOT NULL THEN
    RAISE EXCEPTION 'step % does not verify: %', {step}, red;
  END IF;
END
{quote};
