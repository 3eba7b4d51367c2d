CREATE TABLE public.addresses (id bigint PRIMARY KEY, town text, postcode text);
CREATE STATISTICS public.town_by_postcode (dependencies) ON town, postcode FROM public.addresses;
