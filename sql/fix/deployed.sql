SELECT coalesce(bool_or(NOT found), false) AS golive_deployed,
       coalesce(bool_or(history IS NOT NULL), false) AS golive_recorded_here
FROM golive.ledger
WHERE platform = {platform} AND step = {step} AND state = 'deployed'
