CREATE TABLE public.shops (
    id bigint PRIMARY KEY,
    name text NOT NULL UNIQUE
);
CREATE TABLE public.plans (
    name text PRIMARY KEY
);
CREATE TABLE public.notes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shop_id bigint NOT NULL REFERENCES public.shops (id),
    body text NOT NULL
);
CREATE INDEX notes_shop_id ON public.notes (shop_id);
