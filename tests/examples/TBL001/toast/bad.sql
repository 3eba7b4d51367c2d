ALTER TABLE public.notes SET (toast.autovacuum_enabled = false);
