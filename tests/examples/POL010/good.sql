CREATE ROLE anon NOLOGIN;
CREATE ROLE authenticated NOLOGIN;
CREATE SCHEMA kept;
CREATE TABLE public.articles (id bigint PRIMARY KEY, title text);
ALTER TABLE public.articles ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON public.articles FOR SELECT USING (true);
GRANT SELECT ON public.articles TO anon, authenticated;
-- granted, and nobody may use the schema
CREATE TABLE kept.ledger (id bigint PRIMARY KEY, amount numeric);
GRANT SELECT ON kept.ledger TO PUBLIC;
CREATE TABLE public.private (id bigint PRIMARY KEY, note text);
