CREATE ROLE example_clerk LOGIN;
GRANT example_owner TO example_clerk;
