CREATE TABLE public.items (id bigint PRIMARY KEY, token text, section_id bigint, at timestamptz, done boolean);
CREATE UNIQUE INDEX items_token_key ON public.items (token);
CREATE INDEX items_section_idx ON public.items (section_id, at);
CREATE INDEX items_open_idx ON public.items (at) WHERE NOT done;
