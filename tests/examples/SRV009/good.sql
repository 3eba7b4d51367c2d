-- A server as it is installed.
SELECT 1;
