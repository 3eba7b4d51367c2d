CREATE TABLE public.api_keys (id integer PRIMARY KEY, provider text NOT NULL, sealed text NOT NULL);
INSERT INTO public.api_keys VALUES (1, 'openai', '7692c3ad3540bb803c020b3aee66cd88:b3b51d6c195d2e92e2147d1dfbc43ef2');
CREATE TABLE public.workspaces (id integer PRIMARY KEY, settings jsonb NOT NULL);
INSERT INTO public.workspaces VALUES (1, '{"etag": "9dd4e461268c8034f5c8564e155c67a6", "cursor": "ofzkNjhU/4iM/0uOeHXWAMJoI5BBKoz3mzfQsRFIsPo="}');
CREATE INDEX api_keys_digest ON public.api_keys (md5(sealed));
