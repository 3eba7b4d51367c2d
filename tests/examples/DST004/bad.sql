CREATE POLICY by_country ON public.orders USING (country = current_setting('app.country', true));
