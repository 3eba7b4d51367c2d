CREATE ROLE provable_app NOLOGIN;
CREATE TABLE public.shops (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE public.orders (
    id integer PRIMARY KEY,
    shop_id integer NOT NULL REFERENCES public.shops (id),
    state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'paid', 'sent')),
    changed timestamptz
);
CREATE INDEX orders_shop ON public.orders (shop_id);
CREATE FUNCTION public.orders_touch() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN NEW.changed := pg_catalog.now(); RETURN NEW; END $$;
REVOKE ALL ON FUNCTION public.orders_touch() FROM PUBLIC;
CREATE TRIGGER orders_touch BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW EXECUTE FUNCTION public.orders_touch();
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders FORCE ROW LEVEL SECURITY;
CREATE POLICY orders_own ON public.orders TO provable_app
    USING (shop_id = nullif(current_setting('app.shop', true), '')::integer);
GRANT SELECT, INSERT ON public.orders TO provable_app;
INSERT INTO public.shops VALUES (1, 'one'), (2, 'two');
INSERT INTO public.orders VALUES (1, 1), (2, 2);
