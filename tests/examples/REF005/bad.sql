INSERT INTO public.schedules VALUES
    (5, '0 0 31 2 *', 'UTC'), (6, '61 * * * *', 'UTC'), (7, '0 8 * * *', 'Europe/Madird'), (8, '', 'UTC'), (9, 'daily', 'UTC'),
    (10, '*/90 * * * *', 'UTC');
