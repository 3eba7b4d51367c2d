SET search_path = pg_catalog, pg_temp; SET check_function_bodies = off; SET client_min_messages = error;
