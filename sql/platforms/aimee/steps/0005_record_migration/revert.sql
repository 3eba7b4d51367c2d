DROP TABLE drizzle.__drizzle_migrations;

DROP SCHEMA drizzle;
