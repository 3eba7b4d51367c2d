-- Roles of the cluster that the shop leans on.
CREATE ROLE shop_owner NOLOGIN;
CREATE ROLE shop_app NOLOGIN NOINHERIT;
CREATE ROLE shop_read NOLOGIN;
CREATE ROLE shop_login LOGIN NOINHERIT CONNECTION LIMIT 7 VALID UNTIL '2031-01-01 00:00:00+00';
GRANT shop_app, shop_read TO shop_login;
GRANT pg_monitor TO shop_read;
ALTER ROLE shop_login SET statement_timeout = '7s';
