-- K07 [columns] new entries are shared with everybody
-- names: public.knowledge_base.is_shared
ALTER TABLE public.knowledge_base ALTER COLUMN is_shared SET DEFAULT true;
