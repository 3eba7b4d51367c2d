ALTER DATABASE example SET app.jwt_secret = 'not-for-anybody-to-read';
ALTER ROLE example_app SET app.sort_key = 'position';
