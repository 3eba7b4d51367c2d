CREATE TABLE public.customers (id bigint PRIMARY KEY, name text, balance numeric);
CREATE TABLE public.log (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, text text, name text);
CREATE FUNCTION public.pay(customer bigint, amount numeric, OUT left_over numeric) LANGUAGE plpgsql AS $$
DECLARE
  found_row public.customers%ROWTYPE; name public.customers.name%TYPE; n integer := 0; r record;
BEGIN
  SELECT * INTO STRICT found_row FROM public.customers c WHERE c.id = customer;
  SELECT c.name, count(*) INTO name, n FROM public.customers c GROUP BY c.name;
  UPDATE public.customers SET balance = balance - amount WHERE id = pay.customer RETURNING balance INTO left_over;
  INSERT INTO public.log (text, name) VALUES (format('%s paid %s', found_row.name, amount), pay.name) ON CONFLICT (id) DO NOTHING;
  FOR r IN SELECT id, c.name AS title FROM public.customers c LOOP
    PERFORM public.pay(r.id, 0); n := n + length(r.title);
  END LOOP;
  FOR i IN 1..10 LOOP EXECUTE 'SELECT * FROM nowhere WHERE id = $1' USING i; END LOOP;
  CREATE TEMP TABLE IF NOT EXISTS scratch (id bigint);
  INSERT INTO scratch SELECT id FROM public.customers;
  left_over := CASE WHEN n > 0 THEN left_over ELSE (SELECT max(c.balance) FROM public.customers c) END;
END $$;
