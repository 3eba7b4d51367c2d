UPDATE public.integrations SET credentials_encrypted = pg_catalog.left(credentials_encrypted, -3) WHERE id = 1;
UPDATE public.integrations SET credentials_encrypted = credentials_encrypted || ':00' WHERE id = 2;
UPDATE public.integrations SET credentials_encrypted = (SELECT pg_catalog.left(o.credentials_encrypted, 32) FROM public.integrations AS o WHERE o.id = 3)
    || pg_catalog.substr(credentials_encrypted, 33) WHERE id = 4;
UPDATE public.integrations SET "accessToken" = 'ya29.plain' WHERE id = 5;
UPDATE public.mailboxes SET password_enc = 'tr0ub4dor&3' WHERE id = 1;
UPDATE public.mailboxes SET iv = (SELECT o.iv FROM public.mailboxes AS o WHERE o.id = 2) WHERE id IN (3, 4);
