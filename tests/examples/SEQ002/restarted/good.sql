-- setval(…, false) and RESTART leave no last value: the next number is 5000 all the same
CREATE SEQUENCE "My Seq";
SELECT setval('"My Seq"', 5000, false);
CREATE TABLE public.customers (number integer);
INSERT INTO public.customers VALUES (4999);
