-- K15 [references] a workspace belongs to a group that is gone
-- names: a workspace's organization is there
UPDATE public.workspaces SET organization_id = '30000000-0000-4000-8000-00000000dead' WHERE slug = 'quarry';
