CREATE TABLE public.items (id bigint PRIMARY KEY, section_id bigint NOT NULL);
CREATE INDEX items_section_idx ON public.items (section_id);
