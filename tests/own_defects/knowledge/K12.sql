-- K12 [leftovers] a key stands in a comment
-- names: public.workspace_accounts
COMMENT ON COLUMN public.workspace_accounts.access_token IS 'for the test account: sk_live_51Habcdefghijklmnopqrstuv';
