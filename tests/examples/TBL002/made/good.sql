CREATE TABLE public.readings (at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE public.readings_all PARTITION OF public.readings FOR VALUES FROM (MINVALUE) TO (MAXVALUE);
CREATE FUNCTION public.month(first date) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('CREATE TABLE public.readings_%s PARTITION OF public.readings FOR VALUES FROM (%L) TO (%L)',
                 to_char(first, 'YYYYMM'), first, first + interval '1 month');
END $$;
