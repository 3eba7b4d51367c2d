-- A promotion may have made it.
CREATE SCHEMA IF NOT EXISTS golive;
CREATE TABLE golive.ledger (
  platform text NOT NULL,
  step text NOT NULL,
  checksum text NOT NULL,
  phase text NOT NULL,
  state text NOT NULL CHECK (state IN ('started', 'deployed', 'reverted')),
  found boolean NOT NULL,
  history text CHECK (history IN ('row', 'table', 'schema')),
  role text NOT NULL,
  server_version text NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  rows_touched bigint NOT NULL,
  duration_ms bigint NOT NULL,
  longest_wait_ms bigint NOT NULL,
  locks jsonb NOT NULL,
  suite_version text NOT NULL,
  PRIMARY KEY (platform, step)
);
COMMENT ON TABLE golive.ledger IS 'One row for each migration step: written in the transaction of the step itself.';
COMMENT ON COLUMN golive.ledger.found IS 'The step was verified before it ran, so it was recorded and not run.';
COMMENT ON COLUMN golive.ledger.history IS 'What the step added to the history of the migration tool: a row, its table, its schema.';
