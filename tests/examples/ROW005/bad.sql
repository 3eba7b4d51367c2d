UPDATE public.settings SET "timeZone" = 'CEST' WHERE id = 1;
UPDATE public.settings SET tz = 'GMT+2' WHERE id = 1;
UPDATE public.settings SET tz = 'EST' WHERE id = 2;
UPDATE public.settings SET tz = 'europe/berlin' WHERE id = 3;
