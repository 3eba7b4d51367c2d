UPDATE public.workflows SET steps = '[{"id": "a", "next": "z"}, {"id": "b", "steps": [{"id": "a"}]}]' WHERE id = 1;
