DROP INDEX tenant_dov.bookings_seats;
ALTER TABLE tenant_dov.bookings DROP CONSTRAINT some_seats;
