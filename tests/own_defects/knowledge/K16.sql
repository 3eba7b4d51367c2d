-- K16 [references] a member writes from an account that another workspace connected
-- names: a member writes from an account of the workspace
UPDATE public.workspace_accounts SET unipile_account_id = 'acc-of-quarry' WHERE account_identifier = 'account-4@mail.test';
UPDATE public.workspace_members SET linkedin_unipile_account_id = 'acc-of-quarry'
WHERE id = (SELECT id FROM public.workspace_members WHERE workspace_id = '10000000-0000-4000-8000-000000000001' ORDER BY id LIMIT 1);
