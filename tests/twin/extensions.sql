-- Lookalikes: what vector, PostGIS and pg_cron have in the catalog, made of parts that every server has.
-- ext vector
CREATE TYPE extensions.vector;
CREATE FUNCTION extensions.vector_in(cstring, oid, integer) RETURNS extensions.vector LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION extensions.vector_out(extensions.vector) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE FUNCTION extensions.vector_typmod_in(cstring[]) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodin';
CREATE FUNCTION extensions.vector_typmod_out(integer) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodout';
CREATE TYPE extensions.vector (INPUT = extensions.vector_in, OUTPUT = extensions.vector_out, TYPMOD_IN = extensions.vector_typmod_in, TYPMOD_OUT = extensions.vector_typmod_out, STORAGE = external);
CREATE FUNCTION extensions.vector_eq(extensions.vector, extensions.vector) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'byteaeq';
CREATE FUNCTION extensions.cosine_distance(extensions.vector, extensions.vector) RETURNS double precision LANGUAGE sql IMMUTABLE STRICT AS 'SELECT 0::double precision';
CREATE FUNCTION extensions.vector_dims(extensions.vector) RETURNS integer LANGUAGE sql IMMUTABLE STRICT AS 'SELECT 3';
CREATE FUNCTION extensions.vector_hash(extensions.vector) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS 'hashvarlena';
CREATE OPERATOR extensions.= (FUNCTION = extensions.vector_eq, LEFTARG = extensions.vector, RIGHTARG = extensions.vector);
CREATE OPERATOR extensions.<=> (FUNCTION = extensions.cosine_distance, LEFTARG = extensions.vector, RIGHTARG = extensions.vector);
CREATE ACCESS METHOD hnsw TYPE INDEX HANDLER hashhandler;
CREATE OPERATOR CLASS extensions.vector_cosine_ops FOR TYPE extensions.vector USING hnsw AS FUNCTION 1 extensions.vector_hash(extensions.vector);
-- ext postgis
CREATE TYPE extensions.geometry;
CREATE FUNCTION extensions.geometry_in(cstring, oid, integer) RETURNS extensions.geometry LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION extensions.geometry_out(extensions.geometry) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE FUNCTION extensions.geometry_typmod_in(cstring[]) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS 'array_ndims';
CREATE TYPE extensions.geometry (INPUT = extensions.geometry_in, OUTPUT = extensions.geometry_out, TYPMOD_IN = extensions.geometry_typmod_in);
CREATE FUNCTION extensions.st_makepoint(double precision, double precision) RETURNS extensions.geometry LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT 'point'::extensions.geometry $$;
CREATE TABLE extensions.spatial_ref_sys (srid integer PRIMARY KEY, srtext text);
GRANT SELECT ON extensions.spatial_ref_sys TO PUBLIC;
CREATE VIEW extensions.geometry_columns AS SELECT 1 AS srid;
CREATE FUNCTION extensions.union_of(extensions.geometry, extensions.geometry) RETURNS extensions.geometry LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE AGGREGATE extensions.st_union(extensions.geometry) (SFUNC = extensions.union_of, STYPE = extensions.geometry);
CREATE TYPE extensions.heights AS RANGE (SUBTYPE = double precision);
CREATE FUNCTION extensions.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION $$not here$$; END';
CREATE EVENT TRIGGER postgis_watch ON sql_drop WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION extensions.watch();
-- ext pg_cron
CREATE SCHEMA cron;
GRANT USAGE ON SCHEMA cron TO PUBLIC;
CREATE TABLE cron.job (jobid bigint PRIMARY KEY, schedule text NOT NULL, command text NOT NULL);
GRANT SELECT ON cron.job TO PUBLIC;
CREATE FUNCTION cron.schedule(job_name text, schedule text, command text) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
-- end
