ALTER ROLE example_login PASSWORD 'example_login';
SET password_encryption = 'md5';
ALTER ROLE example_batch PASSWORD 'changeme';
ALTER ROLE example_elsewhere PASSWORD 'example_elsewhere';
