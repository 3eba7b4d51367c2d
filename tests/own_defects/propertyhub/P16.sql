-- P16 [references] a project went, and no log says who deleted it
-- names: a project that the log speaks of is there, or its deletion is logged
DELETE FROM public.developer_projects WHERE id = 'prj-birch-3';
