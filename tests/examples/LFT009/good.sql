CREATE TABLE public.integrations (id integer PRIMARY KEY, base_url text, config jsonb, note text);
CREATE TABLE public.pages (id integer PRIMARY KEY, image_url text);
CREATE TABLE public.request_log (id integer PRIMARY KEY, url text);
INSERT INTO public.integrations VALUES
    (1, 'https://api.acme.org/v1', '{"url": "http://svc.prod.svc.cluster.local:8080/x", "test": "localhost"}', 'http://localhost'),
    (2, 'https://latest.acme.org', '{"urls": ["https://contest.acme.org", "https://developer.acme.org", "http://10.0.0.7"]}', NULL);
INSERT INTO public.pages VALUES (1, 'https://cdn.acme.org/localhost.png');
INSERT INTO public.request_log VALUES (1, 'http://localhost:3000/');
