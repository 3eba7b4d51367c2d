CREATE POLICY temp_open ON public.orders FOR SELECT TO example_app USING (note = 'x');
CREATE POLICY support ON public.orders FOR SELECT TO example_app USING (current_setting('app.mode', true) = 'debug');
CREATE POLICY wide ON public.tests FOR SELECT TO example_app USING (id > 5);
COMMENT ON POLICY wide ON public.tests IS 'TODO: remove before go-live';
