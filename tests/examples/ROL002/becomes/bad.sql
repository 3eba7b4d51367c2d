CREATE ROLE example_gateway LOGIN NOINHERIT;
GRANT example_service TO example_login, example_gateway;
