-- The schema and what else stands in it were there before.
DROP TABLE metadata.repositories;
