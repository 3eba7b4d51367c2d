-- E11 [leftovers] a copy of the keys, closed and forgotten
-- names: enterprise.organization_api_keys_20250120
CREATE TABLE enterprise.organization_api_keys_20250120 AS TABLE enterprise.organization_api_keys;
ALTER TABLE enterprise.organization_api_keys_20250120 ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
