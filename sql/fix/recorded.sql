SELECT EXISTS (
  SELECT FROM ({read}) AS r(key, checksum, state) WHERE r.key = ANY ({keys}::text[]) AND r.state = ANY ({applied}::text[])
) AS golive_recorded
