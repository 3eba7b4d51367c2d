-- A01 [items] an integration of another organisation has lost its connection
-- names: integrations that say they are connected
UPDATE public.integrations SET connection_status = 'error'
WHERE id = (SELECT min(id) FROM public.integrations WHERE is_enabled AND organization_id <> 4);
