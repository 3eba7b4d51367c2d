-- E06 [indexes] an organization has several default keys
-- names: enterprise.organization_api_keys_one_default
DROP INDEX enterprise.organization_api_keys_one_default;
CREATE INDEX organization_api_keys_one_default ON enterprise.organization_api_keys (organization_id, provider) WHERE is_default;
