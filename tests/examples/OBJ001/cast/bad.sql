-- From now on a comparison with a text is true or false where it was an error.
CREATE CAST (public.money_amount AS text) WITH FUNCTION public.shown(public.money_amount) AS IMPLICIT;
