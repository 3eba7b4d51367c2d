SET password_encryption = 'scram-sha-256';
CREATE ROLE example_login LOGIN PASSWORD 'example';
CREATE ROLE example_group PASSWORD 'example';
CREATE ROLE example_elsewhere LOGIN;
GRANT USAGE ON SCHEMA public TO example_login, example_group;
