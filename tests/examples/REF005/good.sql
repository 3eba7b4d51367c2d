CREATE TABLE public.schedules (id integer PRIMARY KEY, cron text NOT NULL, zone text NOT NULL);
INSERT INTO public.schedules VALUES
    (1, '*/15 8-18 * * 1-5', 'Europe/Madrid'), (2, '0 0 29 2 *', 'UTC'), (3, '0 30 4 * * *', 'America/New_York'), (4, '@daily', 'UTC');
