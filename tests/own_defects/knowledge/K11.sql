-- K11 [constraints] a foreign key checks nothing
-- names: public.knowledge_base.knowledge_base_section_fkey
ALTER TABLE public.knowledge_base DISABLE TRIGGER ALL;
