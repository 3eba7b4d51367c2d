CREATE TABLE IF NOT EXISTS golive.cursor (
  platform text NOT NULL,
  step text NOT NULL,
  way text NOT NULL CHECK (way IN ('there', 'back')),
  key text[],
  batches bigint NOT NULL,
  rows_walked bigint NOT NULL,
  rows_touched bigint NOT NULL,
  PRIMARY KEY (platform, step)
);
COMMENT ON TABLE golive.cursor IS 'How far a step has walked its table: written in the transaction of each batch.';
