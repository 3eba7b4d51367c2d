DROP INDEX public.api_keys_digest;
CREATE INDEX api_keys_digest ON public.api_keys (md5('5d0e7b1c94a2f3866b3f1d9c20e4a871' || sealed));
INSERT INTO public.workspaces VALUES (2, '{"vault": {"k": "NWQwZTdiMWM5NGEyZjM4NjZiM2YxZDljMjBlNGE4NzE="}}');
