DROP OPERATOR public.=~= (text, text);
