CREATE INDEX events_id ON ONLY public.events (id) WHERE id > 0;
