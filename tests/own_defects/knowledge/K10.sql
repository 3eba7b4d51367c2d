-- K10 [tables] a table stands where the view was
-- names: public.vw_workspace_sections
CREATE TABLE public.frozen AS TABLE public.vw_workspace_sections;
DROP VIEW public.vw_workspace_sections;
ALTER TABLE public.frozen RENAME TO vw_workspace_sections;
GRANT SELECT ON public.vw_workspace_sections TO authenticated, service_role;
