CREATE ROLE example_login LOGIN;
ALTER DATABASE example SET "TimeZone" = 'Europe/Berlin';
ALTER ROLE example_login IN DATABASE example SET "TimeZone" = 'UTC';
