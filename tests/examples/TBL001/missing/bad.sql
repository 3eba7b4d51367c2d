-- With it goes all that hung on it: it is told once, and its mend brings all of it back, without the rows.
DROP TABLE public.bookings;
