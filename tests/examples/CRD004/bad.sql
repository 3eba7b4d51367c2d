UPDATE public.integrations SET credentials = '33b8a4c2584fc9f1b6dbf8da314e807c:f8c19d8ba0c426ab9984717ddf9e16e335e4964d36bc15391a610a9d8c26169e' WHERE id = 2;
