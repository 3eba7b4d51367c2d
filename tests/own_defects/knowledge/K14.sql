-- K14 [references] a member is nobody who can sign in
-- names: a member can sign in
UPDATE public.workspace_members SET user_id = '20000000-0000-4000-8000-00000000dead'
WHERE id = (SELECT id FROM public.workspace_members WHERE role = 'viewer' ORDER BY id LIMIT 1);
