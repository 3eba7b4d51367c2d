ALTER DATABASE example SET "TimeZone" = 'EST';
ALTER ROLE example_login IN DATABASE example SET "TimeZone" = 'UTC+2';
