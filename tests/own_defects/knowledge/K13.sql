-- K13 [references] a membership outlives its workspace: no foreign key is there to end it
-- names: a membership is of a workspace
UPDATE public.workspace_members SET workspace_id = '10000000-0000-4000-8000-00000000dead'
WHERE id = (SELECT id FROM public.workspace_members WHERE status = 'removed' ORDER BY id LIMIT 1);
