UPDATE pg_catalog.pg_database SET datcollversion = '0' WHERE datname = current_database();
UPDATE pg_catalog.pg_collation SET collversion = '0' WHERE collname = 'pg_c_utf8';
