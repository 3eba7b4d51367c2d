INSERT INTO public.hooks VALUES
    (5, 'webhook', NULL), (6, 'webhook', 'test123'), (7, 'webhook', md5('one')), (8, 'webhook', repeat('ab', 30)), (9, 'webhook', md5('9'));
