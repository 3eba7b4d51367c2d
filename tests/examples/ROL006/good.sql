CREATE ROLE example_login LOGIN PASSWORD 'k3-unlikely-Quilt';
CREATE ROLE example_batch LOGIN PASSWORD 'w8-unlikely-Anvil';
CREATE ROLE example_group PASSWORD 'example_group';
CREATE ROLE example_elsewhere LOGIN;
GRANT USAGE ON SCHEMA public TO example_login, example_batch, example_group;
