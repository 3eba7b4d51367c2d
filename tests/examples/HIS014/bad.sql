UPDATE public.databasechangeloglock SET locked = true, lockgranted = '2025-01-01 10:00', lockedby = 'builder';
