-- E05 [columns] a key may be missing
-- names: enterprise.organization_api_keys.encrypted_key
ALTER TABLE enterprise.organization_api_keys ALTER COLUMN encrypted_key DROP NOT NULL;
