UPDATE public.workflows SET steps = steps #- '{1,body,0,config,integrationId}' WHERE id = 10;
UPDATE public.workflows SET steps = '[{"type": "call \"x\""}]' WHERE id = 11;
