SELECT platform, step, checksum, phase, state, found, history, role, server_version, started_at, finished_at,
       rows_touched, duration_ms, longest_wait_ms, locks, suite_version
FROM golive.ledger
ORDER BY platform COLLATE "C", step COLLATE "C";
