DROP VIEW public.vw_workspace_sections;
