-- The roles of the cluster.
create role app_owner nologin;
create role authenticated nologin noinherit;
create role anon nologin noinherit;
create role service_role nologin noinherit;
create role app_login login noinherit; grant authenticated, anon to app_login;
create role auditor login nosuperuser nobypassrls connection limit 4; grant pg_read_all_settings to auditor;
grant authenticated, anon to auditor;
create role legacy_ro nologin;
create role stats_owner nologin bypassrls;
