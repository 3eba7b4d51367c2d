-- K01 [functions] a view reads with the rights of its owner
-- names: public.vw_workspace_sections
ALTER VIEW public.vw_workspace_sections RESET (security_invoker);
