UPDATE public.workflows SET steps = jsonb_set(steps, '{1,loop,steps,0,if,then,0,config,integrationId}', '3') WHERE id = 10;
