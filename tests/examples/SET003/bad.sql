ALTER ROLE example_app SET search_path = gone, shop, public;
GRANT CREATE ON SCHEMA "My Drafts" TO example_app;
ALTER DATABASE example SET search_path = shop, 'My Drafts';
