ALTER TABLE public.plans DROP COLUMN max_notes;
