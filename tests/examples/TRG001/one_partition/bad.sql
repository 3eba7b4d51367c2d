-- The parent's trigger still says that it is enabled.
ALTER TABLE public.logs_2026 DISABLE TRIGGER note;
