INSERT INTO public.users SELECT n, NULL FROM generate_series(3, 30) AS n;
