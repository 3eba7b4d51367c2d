CREATE TABLE public.bills (id integer PRIMARY KEY, amount numeric(12, 2), pages integer, price double precision, file_size bigint, points integer, order_id bigint);
-- What grows by itself is seldom alone at its end; a refund is less than nothing; nothing is none.
INSERT INTO public.bills
SELECT n, CASE WHEN n = 4 THEN -40 WHEN n = 5 THEN 0 ELSE 20 + n * 3 END, n, 9.9 + n / 10.0, 1000 * n, power(2, n / 3)::integer,
    CASE WHEN n = 9 THEN 900000000 ELSE n END
FROM generate_series(1, 40) AS n;
