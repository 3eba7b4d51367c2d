CREATE TABLE public.notes (id bigserial PRIMARY KEY, place int GENERATED ALWAYS AS IDENTITY);
