-- K08 [triggers] a trigger compares a row with itself
-- names: public.knowledge_base.knowledge_base_stays_in_workspace
DROP TRIGGER knowledge_base_stays_in_workspace ON public.knowledge_base;
CREATE TRIGGER knowledge_base_stays_in_workspace BEFORE UPDATE ON public.knowledge_base FOR EACH ROW
    WHEN (old.workspace_id IS DISTINCT FROM old.workspace_id) EXECUTE FUNCTION public.knowledge_stays_in_workspace();
