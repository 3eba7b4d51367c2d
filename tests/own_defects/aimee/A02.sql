-- A02 [references] an agent's workflow names an integration that is switched off
-- names: integrations that enabled workflows name are enabled
UPDATE public.integrations SET is_enabled = false WHERE organization_id = 4 AND platform_type = 'splynx';
