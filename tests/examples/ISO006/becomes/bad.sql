GRANT example_owner TO example_gate;
