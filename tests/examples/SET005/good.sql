CREATE ROLE example_app LOGIN;
ALTER DATABASE example SET app.locale = 'en';
ALTER DATABASE example SET app.token_limit_key = '1';
