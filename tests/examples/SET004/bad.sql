ALTER ROLE example_app SET app.tenant = '1';
ALTER DATABASE example SET app.org = '7';
