SELECT EXISTS (
  SELECT FROM golive.ledger WHERE platform = {platform} AND step = {step} AND state = 'started'
) AS golive_begun
