CREATE TABLE public.templates (type text NOT NULL, locale text NOT NULL, body text NOT NULL, PRIMARY KEY (type, locale));
INSERT INTO public.templates VALUES
    ('invitation', 'en', 'Hello {{ name }}, <a href="{{action_url}}">open</a>'),
    ('invitation', 'es', '{{greeting}} {{name}}: {{action_url}} 100%');
