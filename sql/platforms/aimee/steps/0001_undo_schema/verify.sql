SELECT 'there is a schema golive_undo for what the steps found'
WHERE pg_catalog.to_regnamespace('golive_undo') IS NULL;
