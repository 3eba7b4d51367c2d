CREATE TABLE public.settings (id integer PRIMARY KEY, "timeZone" text, tz text, timezone_abbreviation text);
INSERT INTO public.settings VALUES
    (1, 'Europe/Berlin', 'UTC', 'CEST'), (2, 'America/New_York', 'GMT', 'EST'), (3, 'Etc/GMT-2', 'Japan', NULL), (4, NULL, '', NULL),
    (5, 'Eastern Time (US & Canada)', 'EST5EDT', NULL), (6, 'UTC+0', '+00:00', NULL);
