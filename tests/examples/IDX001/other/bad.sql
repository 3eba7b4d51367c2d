-- The names are all there.
DROP INDEX public.items_token_key, public.items_section_idx, public.items_open_idx;
CREATE INDEX items_token_key ON public.items (token);
CREATE INDEX items_section_idx ON public.items (section_id, at DESC);
CREATE INDEX items_open_idx ON public.items (at) WHERE done;
