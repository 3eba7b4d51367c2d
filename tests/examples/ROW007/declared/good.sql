CREATE TABLE public.tenants (id integer PRIMARY KEY);
CREATE TABLE public.letters (
    id integer PRIMARY KEY, tenant_id integer NOT NULL REFERENCES public.tenants, title text, body varchar(200),
    meta jsonb, colour_log text, state text CHECK (state IN ('undefined', 'sent'))
);
INSERT INTO public.tenants VALUES (1);
-- Capitals with an accent before other signs, a page break, colours of a terminal, tabs: all of it is meant.
INSERT INTO public.letters VALUES
    (1, 1, 'NÃO, SÃO PAULO, «MAÇÃ»', E'Grüße\tund\nmehr\f', '{"city": "ÂGE – “é”"}', E'\e[31mred\e[0m', 'undefined'),
    (2, 1, NULL, 'NULL is written as a word', 'null', NULL, NULL);
CREATE TABLE public.people (id integer PRIMARY KEY, full_name text, phone text, file_name text, code text);
INSERT INTO public.people VALUES (1, U&'Jos\00e9', '+34 600 000', U&'Jose\0301?b.pdf', '1E5'), (2, 'Ann? Bob', '3.4', '?', 'A1.5E+10');
INSERT INTO public.people VALUES (3, 'R&D; "Bob" & Co', '34600000', NULL, E'a = 1\n'), (4, U&'\0645\06CC\200C\062E', '3.0', NULL, NULL);
