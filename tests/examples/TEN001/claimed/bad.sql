UPDATE public.tasks SET project_id = 10 WHERE id = 2;
INSERT INTO public.links VALUES (20, 1);
