-- The two logins that golive looks with. `golive roles --platform …` prints this for a platform, with what its own claims
-- need. Run it as a superuser in the database to certify, as often as you like:
--     golive roles --platform … | psql -X -v ON_ERROR_STOP=1 'postgresql://…/database'
-- then give them passwords with \password golive_reader and \password golive_prober: none stands in a script.
--
-- golive_reader  (--dsn) sees every row and writes none. It sends golive's own statements over catalogs and plain columns;
--                code of the database never runs with its rights.
-- golive_prober  (--probe-dsn) runs code of the database: policies, views, functions. It owns nothing, sees nothing, and
--                may become the sessions that the platform declares, by SET ROLE and without inheriting from them.
--
-- Without a line below, this becomes UNKNOWN, and the certificate names it:
--   pg_read_all_data, BYPASSRLS   every audit that reads rows
--   pg_read_all_settings          settings that only a superuser may see, as they are
--   pg_file_settings              settings as the next start of the server reads them (fsync and its like). It also shows
--                                 primary_conninfo: keep that password in a passfile, or leave both lines out
--   pg_read_all_stats             replication slots and sessions of others; last values of sequences on old servers
BEGIN;

DO $roles$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'golive_reader') THEN CREATE ROLE golive_reader; END IF;
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'golive_prober') THEN CREATE ROLE golive_prober; END IF;
END $roles$;
ALTER ROLE golive_reader LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION INHERIT BYPASSRLS CONNECTION LIMIT 2;
ALTER ROLE golive_prober LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT NOBYPASSRLS CONNECTION LIMIT 2;

GRANT pg_read_all_data, pg_read_all_settings, pg_read_all_stats TO golive_reader;
GRANT SELECT ON pg_catalog.pg_file_settings TO golive_reader;
GRANT EXECUTE ON FUNCTION pg_catalog.pg_show_all_file_settings() TO golive_reader;

ALTER ROLE golive_reader SET default_transaction_read_only = on;
ALTER ROLE golive_prober SET default_transaction_read_only = on;
ALTER ROLE golive_reader SET search_path = pg_catalog;
ALTER ROLE golive_prober SET search_path = pg_catalog;
ALTER ROLE golive_reader SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE golive_prober SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE golive_prober SET statement_timeout = '60s';

DO $more$
DECLARE
  member record;
BEGIN
  IF current_setting('server_version_num')::integer >= 170000 THEN  -- no trigger at login runs with their rights
    ALTER ROLE golive_reader SET event_triggers = off;
    ALTER ROLE golive_prober SET event_triggers = off;
  END IF;
  FOR member IN
    SELECT l.rolname FROM pg_catalog.pg_roles AS l WHERE l.rolname IN ('golive_reader', 'golive_prober')
      AND NOT pg_catalog.has_database_privilege(l.oid, current_database(), 'CONNECT')
  LOOP
    EXECUTE pg_catalog.format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), member.rolname);
  END LOOP;
  FOR member IN  -- of what it was a member before, for this platform or another
    SELECT g.rolname, pg_catalog.pg_get_userbyid(m.grantor) AS grantor
    FROM pg_catalog.pg_auth_members AS m JOIN pg_catalog.pg_roles AS g ON g.oid = m.roleid
    WHERE m.member = 'golive_prober'::pg_catalog.regrole
  LOOP
    EXECUTE pg_catalog.format('REVOKE %I FROM golive_prober', member.rolname)
      || CASE WHEN current_setting('server_version_num')::integer >= 160000
              THEN pg_catalog.format(' GRANTED BY %I', member.grantor) ELSE '' END;
  END LOOP;
END $more$;
