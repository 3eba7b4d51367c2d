UPDATE public.letters SET title = 'SchÃ¶ne GrÃ¼ÃŸe' WHERE id = 1;
UPDATE public.letters SET body = U&'Gr\FFFD\FFFDe' WHERE id = 1;
INSERT INTO public.letters VALUES (3, 1, 'Itâ€™s ZoÃ«', E'a\u0093b', '{"city": "KÃ¶ln"}', E'one\u0001two', NULL), (4, 1, '[object Object]', '\N', NULL, NULL, 'sent');
UPDATE public.people SET full_name = U&'Jose\0301', phone = '3.46E+10' WHERE id = 1;
UPDATE public.people SET full_name = 'M?ller', code = '#N/A' WHERE id = 2;
UPDATE public.people SET full_name = 'Zo&#235;', phone = '34600000.0', code = 'A1 ' WHERE id = 3;
UPDATE public.people SET full_name = U&'Zo\00ade' WHERE id = 4;
INSERT INTO public.people VALUES (5, '"Bob"');
