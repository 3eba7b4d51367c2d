UPDATE pg_index SET indisvalid = false, indisready = false
  WHERE indexrelid IN ('public.pages_slug'::regclass, 'public.pages_lower'::regclass);
