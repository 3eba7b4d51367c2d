CREATE SEQUENCE public.numbers;
CREATE TABLE public.tickets (id int PRIMARY KEY DEFAULT nextval('public.numbers'));
