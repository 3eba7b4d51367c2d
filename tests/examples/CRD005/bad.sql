INSERT INTO public.api_keys VALUES (1, 'openai', '82f3e9c695dc6b8d1b11818d:ce5c249c0369d1c8e8264e84dd6cdeb4:d458e6dfe13ae543af0b8b14f9');
