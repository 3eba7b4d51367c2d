INSERT INTO public.hooks VALUES
    (5, 'webhook', NULL), (6, 'webhook', 'test123'), (7, 'webhook', md5('one')), (8, 'webhook', repeat('ab', 30)), (9, 'webhook', md5('9')),
    (10, 'webhook', repeat('0123456789abcdef', 2)), (11, 'webhook', md5('two')), (12, 'webhook', left(md5('two'), 31) || 'x');
