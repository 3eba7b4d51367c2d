CREATE TABLE public.documents (id integer PRIMARY KEY, body jsonb, old json);
INSERT INTO public.documents VALUES
    (1, '{"a": {"b": [1]}, "title": "{braces} and \"quotes\""}', '[{"a": "[x]"}]'), (2, '"a text"', '"[draft] text"'), (3, NULL, NULL),
    (4, '"{{template}}"', '{"a": "{\n}"}');
-- A default that says what most rows are, and one that nobody keeps to.
CREATE TABLE public.preferences (id integer PRIMARY KEY, shown jsonb NOT NULL DEFAULT '{}', roles jsonb DEFAULT '["owner"]', rest jsonb DEFAULT '{}');
INSERT INTO public.preferences VALUES (1, '{}', '["a"]', '[]'), (2, '{"a": 1}', 'null', '[1]'), (3, '{"b": 2}', '[]', '{}');
