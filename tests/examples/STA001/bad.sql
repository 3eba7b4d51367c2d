DROP STATISTICS public.town_by_postcode;
