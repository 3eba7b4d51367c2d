UPDATE public.flows SET graph = graph - 'steps' || '{"Steps": []}' WHERE id = 5;
UPDATE public.flows SET graph = graph || '{"version": "2"}' WHERE id = 6;
UPDATE public.flows SET settings = '{"Theme": "dark"}' WHERE id = 7;
UPDATE public.flows SET payload = payload || '{"at": "1"}' WHERE id = 8;
