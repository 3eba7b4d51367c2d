-- An owner's code that tries to get out of the twin it is copied into. OUT is a folder that anybody may write to.
CREATE ROLE app LOGIN;
CREATE ROLE maker LOGIN CREATEROLE;
GRANT pg_execute_server_program TO maker;
GRANT CREATE, USAGE ON SCHEMA public TO app;
CREATE FUNCTION program() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN COPY (SELECT 1) TO PROGRAM 'cat > OUT/program'; END $$;
CREATE FUNCTION writes_file() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN COPY (SELECT 1) TO 'OUT/file'; END $$;
CREATE FUNCTION reads_file() RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN pg_read_file('OUT/secret'); END $$;
CREATE FUNCTION lists_folder() RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN pg_ls_dir('OUT') LIMIT 1; END $$;
CREATE FUNCTION exports() RETURNS int LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN lo_export(lo_from_bytea(0, 'x'), 'OUT/object'); END $$;
CREATE FUNCTION imports() RETURNS oid LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN lo_import('OUT/secret'); END $$;
CREATE FUNCTION becomes_superuser() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN ALTER ROLE app SUPERUSER; END $$;
CREATE FUNCTION becomes_builder() RETURNS void LANGUAGE plpgsql AS $$ BEGIN SET ROLE golive_builder; END $$;
CREATE FUNCTION configures() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN PERFORM set_config('session_preload_libraries', '/tmp/x', false); END $$;
CREATE FUNCTION subscribes() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN EXECUTE 'CREATE SUBSCRIPTION s CONNECTION ''host=127.0.0.1 port=PORT dbname=x'' PUBLICATION p WITH (connect = false)'; END $$;
CREATE FUNCTION native_read(text) RETURNS text LANGUAGE internal AS 'pg_read_file_all';
CREATE EXTENSION dblink;
CREATE FUNCTION links() RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN dblink_connect('host=127.0.0.1 port=PORT dbname=x'); END $$;
CREATE EXTENSION postgres_fdw;
CREATE SERVER production FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port 'PORT');
CREATE USER MAPPING FOR app SERVER production OPTIONS (user 'x', password 'uncarried');
CREATE FOREIGN TABLE far (id int) SERVER production;
CREATE FUNCTION on_command() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN COPY (SELECT 1) TO PROGRAM 'cat > OUT/event'; END $$;
CREATE EVENT TRIGGER watching ON ddl_command_end WHEN TAG IN ('CREATE VIEW') EXECUTE FUNCTION on_command();
CREATE FUNCTION with_my_rights() RETURNS void LANGUAGE plpgsql AS $$ BEGIN COPY (SELECT 1) TO PROGRAM 'cat > OUT/program'; END $$;
-- While the dump is restored, the builder reads this default, and reading it evaluates the domain's check.
CREATE FUNCTION in_passing(text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF current_setting('application_name') = 'golive' THEN PERFORM public.with_my_rights(); END IF;
  RETURN true;
END $$;
CREATE DOMAIN checked AS text CHECK (in_passing(VALUE));
CREATE TABLE defaulted (id int, tags checked[] DEFAULT '{a}'::checked[]);
ALTER DATABASE CURRENT SET session_preload_libraries = 'auto_explain';
ALTER ROLE app SET local_preload_libraries = 'auto_explain';
