-- A server without steps has no ledger yet, and so no schema for it.
CREATE SCHEMA IF NOT EXISTS golive;
CREATE TABLE golive.promotion (
  platform text NOT NULL,
  tenant text NOT NULL,
  document jsonb NOT NULL,
  role text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (platform, tenant)
);
COMMENT ON TABLE golive.promotion IS 'One row for each promoted tenant: which of its rows have another number here, and what was decided.';
