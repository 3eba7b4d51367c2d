CREATE TABLE public.api_keys (id integer PRIMARY KEY, provider text NOT NULL, sealed text NOT NULL);
INSERT INTO public.api_keys VALUES (1, 'openai', '82f3e9c695dc6b8d1b11818d:10a0cb3baf0859777520007faf0b2236:c7635487e4bf5f504d07022102');
