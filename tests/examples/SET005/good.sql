CREATE ROLE example_app LOGIN;
GRANT CREATE ON SCHEMA public TO example_app;
ALTER DATABASE example SET app.locale = 'en';
ALTER DATABASE example SET app.token_limit_key = '1';
