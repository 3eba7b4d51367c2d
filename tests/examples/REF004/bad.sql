UPDATE public.workflows SET steps = replace(steps::text, 'integrationId', 'integration_id')::jsonb WHERE id > 10;
