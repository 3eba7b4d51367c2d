-- Who may create in a schema of the search path may put a function before the tested one.
GRANT CREATE ON SCHEMA app TO PUBLIC;
