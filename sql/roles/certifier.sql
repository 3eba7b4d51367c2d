-- The roles that `pytest -m postcheck --dsn …` looks with. Run once, by a superuser, in the database to certify:
--     psql -X -v ON_ERROR_STOP=1 -f sql/roles/certifier.sql 'postgresql://…/database'
-- then set the passwords with \password golive_certifier and \password golive_certifier_data.
--
-- golive_certifier       sees what ordinary roles see. Row security hides rows from it, so that every audit of rows
--                        of a secured table is UNKNOWN. It is the role to probe isolation with.
-- golive_certifier_data  sees every row (BYPASSRLS). Audits of rows need it. It is never used to probe isolation.
--
-- Neither can write: no right to, and every transaction of theirs is read-only unless they say otherwise.
-- Without a line below, this becomes UNKNOWN, and the certificate names it:
--   pg_read_all_data       every audit that reads rows: system rows, rules, sequences, steps, history, leftovers
--   pg_read_all_settings   settings that only a superuser may see, as they are
--   pg_file_settings       settings as the next start of the server will read them (fsync and its like). It also shows
--                          primary_conninfo: keep that password in a passfile, or leave the line out and live with UNKNOWN
--   pg_read_all_stats      replication slots and sessions of others; sequences' last values on old servers
--   BYPASSRLS              rows of tables with row security

CREATE ROLE golive_certifier LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 2;
CREATE ROLE golive_certifier_data LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS CONNECTION LIMIT 2;

GRANT pg_read_all_data, pg_read_all_settings, pg_read_all_stats TO golive_certifier, golive_certifier_data;
GRANT SELECT ON pg_catalog.pg_file_settings TO golive_certifier, golive_certifier_data;
GRANT EXECUTE ON FUNCTION pg_catalog.pg_show_all_file_settings() TO golive_certifier, golive_certifier_data;

ALTER ROLE golive_certifier SET default_transaction_read_only = on;
ALTER ROLE golive_certifier_data SET default_transaction_read_only = on;
ALTER ROLE golive_certifier SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE golive_certifier_data SET idle_in_transaction_session_timeout = '60s';
