DROP TABLE golive.ledger;
DROP SCHEMA golive;
