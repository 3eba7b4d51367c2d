CREATE TABLE public.documents (id integer PRIMARY KEY, body jsonb, old json);
INSERT INTO public.documents VALUES
    (1, '{"a": {"b": [1]}, "title": "{braces} and \"quotes\""}', '[{"a": "[x]"}]'), (2, '"a text"', '"[draft] text"'), (3, NULL, NULL),
    (4, '"{{template}}"', '{"a": "{\n}"}');
