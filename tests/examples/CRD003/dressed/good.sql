CREATE TABLE public.integrations (
    id integer PRIMARY KEY, clinic_id integer NOT NULL, platform text NOT NULL, enabled boolean NOT NULL, credentials text);
INSERT INTO public.integrations VALUES
    (1, 1, 'xero', true, '33b8a4c2584fc9f1b6dbf8da314e807c:25470359eee69647b81de24ceb2935707413daa4b75ffcb984add09baa7a600cccfa6ec48fa863bf03d9116b36e1818c'),
    (2, 1, 'openai', true, '83f5ad7834a9f5c5fb86daa9d68e9bcd:f6e08e69838c4346a039e7127dab087e'),
    (3, 2, 'openai', true, 'd817ee70a2663231731f15af5567bd54:78c8c36075210cda01c01b02e45aa47beb8a69147c7db674b41b5f1a152d38ad'),
    (4, 2, 'custom', true, 'd524a84795587adfc1dc9ded31064921:f80891ac324218f72cf41427ceca182c4d2e717de8a8dd9429cd95549598e79c'),
    (5, 2, 'xero', false, NULL),
    (6, 1, 'xero', false, '');
