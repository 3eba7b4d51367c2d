CREATE SCHEMA example_app AUTHORIZATION example_app;
