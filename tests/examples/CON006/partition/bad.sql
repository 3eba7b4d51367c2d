-- The function changed after the rows came in.
CREATE OR REPLACE FUNCTION public.is_code(code text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length(code) = 4';
