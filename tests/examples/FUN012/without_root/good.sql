CREATE ROLE anon NOLOGIN;
CREATE TABLE public.files (id bigint PRIMARY KEY, workspace_id text NOT NULL);
CREATE TABLE public.notes (id bigint PRIMARY KEY, workspace_id text NOT NULL);
CREATE TABLE public.mails (id bigint PRIMARY KEY, workspace_id text NOT NULL);
ALTER TABLE public.files ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.mails ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.files TO anon USING (workspace_id = current_setting('app.workspace', true));
CREATE POLICY own ON public.notes TO anon USING (workspace_id = current_setting('app.workspace', true));
CREATE POLICY own ON public.mails TO anon USING (workspace_id = current_setting('app.workspace', true));
CREATE FUNCTION public.files_of(workspace text) RETURNS SETOF public.files LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = '' AS
  $$ SELECT * FROM public.files WHERE workspace_id = workspace AND workspace_id = current_setting('app.workspace', true) $$;
CREATE FUNCTION public.number_of_files(workspace text) RETURNS bigint LANGUAGE sql STABLE AS
  'SELECT count(*) FROM public.files WHERE workspace_id = workspace';
