UPDATE public.workflows SET steps = '[{"integrationId": 1}, {"config": {"integrationId": null}}]';
