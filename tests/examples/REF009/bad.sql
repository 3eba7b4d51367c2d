UPDATE public.workflows SET draft = '{"steps": [{"integrationId": "2"}]}', layout = '{"boxes": {"integration_id": 1}}';
