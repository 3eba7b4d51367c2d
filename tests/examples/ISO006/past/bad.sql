CREATE ROLE example_service NOLOGIN BYPASSRLS;
GRANT example_service TO example_app;
