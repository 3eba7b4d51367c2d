-- The roles of the cluster: the platform's owner, the owner of the sign-in schema, and the three roles an API session can take.
CREATE ROLE sam_owner NOLOGIN;
CREATE ROLE auth_owner NOLOGIN;
CREATE ROLE anon NOLOGIN NOINHERIT;
CREATE ROLE authenticated NOLOGIN NOINHERIT;
CREATE ROLE service_role NOLOGIN NOINHERIT BYPASSRLS;
