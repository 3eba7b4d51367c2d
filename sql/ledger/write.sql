INSERT INTO golive.ledger AS l (
  platform, step, checksum, phase, state, found, history, role, server_version, started_at, finished_at,
  rows_touched, duration_ms, longest_wait_ms, locks, suite_version
)
VALUES (
  {platform}, {step}, {checksum}, {phase}, {state}, {found}, {history}, session_user,
  pg_catalog.current_setting('server_version'),
  pg_catalog.clock_timestamp() - {duration_ms} * interval '1 millisecond',
  CASE WHEN {state} <> 'started' THEN pg_catalog.clock_timestamp() END,
  {rows_touched}, {duration_ms}, {longest_wait_ms}, {locks}::pg_catalog.jsonb, {suite_version}
)
ON CONFLICT (platform, step) DO UPDATE SET
  checksum = excluded.checksum,
  phase = excluded.phase,
  state = excluded.state,
  found = excluded.found,
  history = excluded.history,
  role = excluded.role,
  server_version = excluded.server_version,
  started_at = excluded.started_at,
  finished_at = excluded.finished_at,
  rows_touched = excluded.rows_touched,
  duration_ms = excluded.duration_ms,
  longest_wait_ms = excluded.longest_wait_ms,
  locks = excluded.locks,
  suite_version = excluded.suite_version;
