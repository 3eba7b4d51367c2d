-- K04 [indexes] an index serves other operators
-- names: public.idx_workspace_accounts_unipile_sources
DROP INDEX public.idx_workspace_accounts_unipile_sources;
CREATE INDEX idx_workspace_accounts_unipile_sources ON public.workspace_accounts USING gin (unipile_sources jsonb_path_ops);
