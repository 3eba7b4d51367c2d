-- B11 [environment] the API serves another schema
-- names: authenticator
-- UNDO (cluster-wide): ALTER ROLE authenticator SET pgrst.db_schemas = 'public';
ALTER ROLE authenticator SET pgrst.db_schemas = 'public, auth';
