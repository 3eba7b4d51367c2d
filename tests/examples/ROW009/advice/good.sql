CREATE TABLE public.prices (id integer PRIMARY KEY, currency char(3), kind text);
INSERT INTO public.prices SELECT n, 'EUR', 'net' FROM generate_series(1, 20) AS n;
