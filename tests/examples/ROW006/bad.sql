UPDATE public.documents SET body = to_jsonb('{"a": 1}'::text) WHERE id = 1;
UPDATE public.documents SET body = to_jsonb('[{"a": 1}]'::text) WHERE id = 2;
UPDATE public.documents SET old = json_build_object('config', '{"a": {"b": 1}}') WHERE id = 1;
UPDATE public.preferences SET shown = 'null' WHERE id = 1;
UPDATE public.preferences SET roles = '{"0": "a"}' WHERE id = 1;
