SET password_encryption = 'md5';
ALTER ROLE example_login PASSWORD 'example';
ALTER ROLE example_group PASSWORD 'example';
ALTER ROLE example_elsewhere PASSWORD 'example';
