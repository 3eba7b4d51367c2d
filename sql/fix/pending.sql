SELECT NOT EXISTS (
  SELECT FROM golive.ledger WHERE platform = {platform} AND step = {step} AND state = 'deployed'
) AS golive_pending
